import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { expect, it } from 'vitest';
import { eventually } from '../eventually.ts';
import { lambdaFunction, temporaryDirectory, writeAssembly } from '../temporary-assembly.ts';

const handler = `
  export const handler = async ({ seconds }) => {
    console.log('begun');
    await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
  };`;

it('no function outlives a pipeline that is killed', async () => {
  const options = {
    assemblyDirectory: await writeAssembly({
      resources: { Worker: lambdaFunction('worker') },
      handlers: { worker: handler },
    }),
    dataDirectory: await temporaryDirectory(),
    environment: {},
  };
  const program = `
    import { startLocalPipeline } from ${JSON.stringify(new URL('../../../local/local-pipeline.ts', import.meta.url).href)};
    const pipeline = await startLocalPipeline({ ...${JSON.stringify(options)}, log: () => console.log(worker.pids()[0]) });
    const worker = pipeline.functions.get('Worker');
    void worker.invoke({ seconds: 60 });`;
  const parent = spawn(process.execPath, ['--input-type=module', '--eval', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = await once(createInterface({ input: parent.stdout }), 'line');

  parent.kill('SIGKILL');

  const isGone = await eventually(() => {
    try {
      process.kill(Number(line), 0);
      return undefined;
    } catch {
      return true;
    }
  });
  expect(isGone).toBe(true);
});
