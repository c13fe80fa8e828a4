import type { StructuredOutput } from '../../extraction/structured-output.ts';
import type { ModelAnswer } from '../../ports/language-model.ts';

/** What came, in the places where it came. */
interface ReceivedAnswer {
  readonly structuredOutput: StructuredOutput;
  readonly content: string;
  readonly arguments: string;
  readonly reasoning: string;
  readonly finishReason: string;
}

/** Ends of a function call that mean that the model was done. */
const wholeCalls = new Set(['tool_calls', 'stop']);

/** Which of it is the answer, which is reasoning, and how it ended in the words of the port. */
export function textOfAnswer(
  received: ReceivedAnswer,
): Pick<ModelAnswer, 'text' | 'reasoning' | 'finishReason'> {
  const { structuredOutput, content, finishReason } = received;
  const reasoning = received.reasoning === '' ? null : received.reasoning;
  if (structuredOutput === 'strict_tools' && received.arguments !== '') {
    const isWhole = wholeCalls.has(finishReason);
    return { text: received.arguments, reasoning, finishReason: isWhole ? 'stop' : finishReason };
  }
  // Some versions of vLLM take what they forced to be JSON for reasoning.
  if (content.trim() === '' && finishReason === 'stop' && isObject(received.reasoning)) {
    return { text: received.reasoning.trim(), reasoning: null, finishReason };
  }
  return { text: content, reasoning, finishReason };
}

function isObject(text: string): boolean {
  if (!text.trimStart().startsWith('{')) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
