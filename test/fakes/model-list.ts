import { type ModelBehaviour, reply } from './model-behaviours.ts';

/** A list of models, as `GET /models` gives it. */
export function modelList(...ids: readonly string[]): ModelBehaviour {
  return reply(200, { object: 'list', data: ids.map((id) => ({ id })) });
}
