import type { StructuredOutput } from '../../shared/extraction/structured-output.ts';
import type { Clock } from '../../shared/ports/clock.ts';
import type { AskedModel, ModeMemory } from '../../shared/ports/mode-memory.ts';

const weekMs = 7 * 86_400_000;

/** Refusals in memory. */
export class MemoryModeMemory implements ModeMemory {
  readonly #refusals = new Map<string, { refused: readonly StructuredOutput[]; until: number }>();
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  async recall(model: AskedModel): Promise<readonly StructuredOutput[]> {
    const kept = this.#refusals.get(keyOf(model));
    return kept === undefined || kept.until <= this.#clock.now().getTime() ? [] : kept.refused;
  }

  async remember(model: AskedModel, refused: readonly StructuredOutput[]): Promise<void> {
    this.#refusals.set(keyOf(model), { refused, until: this.#clock.now().getTime() + weekMs });
  }
}

function keyOf({ providerIdentity, model, thinking }: AskedModel): string {
  return JSON.stringify([providerIdentity, model, thinking]);
}
