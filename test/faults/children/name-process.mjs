// Loaded before the handler of every function under test: its AWS requests tell which process of which
// function made them, those to its queues take the way that its other requests to SQS take, and its clock
// is wrong, or fast, where a run wants that.
const { env } = process;
env.AWS_SDK_UA_APP_ID = `${env.AWS_LAMBDA_FUNCTION_NAME ?? 'unknown'}.${process.pid}`.slice(-50);

const queueUrl = /^http:\/\/127\.0\.0\.1:\d+(\/\d{12}\/[\w-]+)$/;
for (const [name, value = ''] of Object.entries(env)) {
  const path = queueUrl.exec(value)?.[1];
  if (path !== undefined) env[name] = new URL(path, env.AWS_ENDPOINT_URL_SQS).href;
}

const largestStepMs = Number(env.FAULTS_CLOCK_STEP_MS ?? 0);
const clockRate = Number(env.FAULTS_CLOCK_RATE ?? 1);
if (largestStepMs > 0) setClock(stepsOf(largestStepMs));
else if (clockRate > 1) setClock(gainOf(clockRate, Number(env.FAULTS_CLOCK_FAST_SINCE)));

/** Every few seconds the process's time of day is another, up to so much before or after the true one. */
function stepsOf(largestMs) {
  let steps = process.pid;
  let offsetMs = 0;
  const step = () => {
    steps = Math.imul(steps, 1_103_515_245) + 12_345;
    offsetMs = ((steps >>> 8) % (2 * largestMs)) - largestMs;
  };
  step();
  setInterval(step, 5_000).unref();
  return () => offsetMs;
}

/** All processes agree about a time of day that has run too fast since some moment. */
function gainOf(rate, sinceMs) {
  return (nowMs) => Math.round((nowMs - sinceMs) * (rate - 1));
}

/** @param offsetMs what is added to the true time */
function setClock(offsetMs) {
  const TrueDate = Date;
  const now = () => TrueDate.now() + offsetMs(TrueDate.now());
  globalThis.Date = class extends TrueDate {
    constructor(...parts) {
      if (parts.length === 0) super(now());
      else super(...parts);
    }

    static now() {
      return now();
    }
  };
}
