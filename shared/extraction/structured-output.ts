/**
 * How a model can be held to JSON, the strictest first: by a schema that the server enforces, by a
 * function call whose arguments it enforces, to any JSON object, or by the words of the prompt alone.
 */
export const structuredOutputs = ['json_schema', 'strict_tools', 'json_object', 'text'] as const;

export type StructuredOutput = (typeof structuredOutputs)[number];
