// Loaded before aws-lambda-ric: puts plain HTTP in the place of its compiled addon, which takes
// minutes to build, and ends this process with the one that started it.
import { registerHooks } from 'node:module';

const url = new URL('./rapid-client.cjs', import.meta.url).href;

registerHooks({
  resolve(specifier, context, next) {
    return specifier.endsWith('rapid-client.node')
      ? { url, format: 'commonjs', shortCircuit: true }
      : next(specifier, context);
  },
});

// The pipeline holds the other end of standard input; it closes however the pipeline ends.
process.stdin.on('close', () => process.kill(process.pid, 'SIGKILL')).resume();
process.stdin.unref();
