import { ChangeMessageVisibilityCommand } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import type { Reply } from './interference.ts';
import type { PipelineClients } from './pipeline-clients.ts';
import type { ServiceRequest } from './service-request.ts';

const receipt = z.object({ ReceiptHandle: z.string() });
const receivedSchema = z.object({ Messages: z.array(receipt).default([]) });

/** Knows which dead letters were taken and not deleted: those of functions that died over them. */
export class TakenLetters {
  readonly #receipts = new Set<string>();

  observe({ functionName, operation, body }: ServiceRequest, reply: Reply): void {
    if (!functionName.includes('DeadLetters')) return;
    if (operation === 'ReceiveMessage') {
      const { Messages } = receivedSchema.parse(JSON.parse(reply.body.toString()));
      for (const { ReceiptHandle } of Messages) this.#receipts.add(ReceiptHandle);
    }
    if (operation === 'DeleteMessage') {
      const { ReceiptHandle } = receipt.parse(JSON.parse(body));
      this.#receipts.delete(ReceiptHandle);
    }
  }

  /** Makes them visible again, as their time would after six minutes. */
  async giveBack({ sqs, queueUrl }: PipelineClients): Promise<void> {
    const QueueUrl = queueUrl('DeadLetterQueueUrl');
    for (const ReceiptHandle of this.#receipts) {
      const visible = { QueueUrl, ReceiptHandle, VisibilityTimeout: 0 };
      await sqs.send(new ChangeMessageVisibilityCommand(visible));
    }
  }
}
