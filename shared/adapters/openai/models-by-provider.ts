import type { ProviderName } from '../../extraction/provider-names.ts';
import type { LanguageModel, ModelAnswer, ModelRequest } from '../../ports/language-model.ts';

/** Several models as one: each request goes to that of its provider, made when it is first asked. */
export class ModelsByProvider implements LanguageModel {
  readonly #models = new Map<ProviderName, LanguageModel>();
  readonly #modelOf: (provider: ProviderName) => LanguageModel;

  constructor(modelOf: (provider: ProviderName) => LanguageModel) {
    this.#modelOf = modelOf;
  }

  async answer(request: ModelRequest): Promise<ModelAnswer> {
    const { provider } = request.choice;
    const model = this.#models.get(provider) ?? this.#modelOf(provider);
    this.#models.set(provider, model);
    return model.answer(request);
  }
}
