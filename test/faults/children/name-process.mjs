// Loaded before the handler of every function under test: its AWS requests tell which process of which
// function made them, and those to its queues take the way that its other requests to SQS take.
const { env } = process;
env.AWS_SDK_UA_APP_ID = `${env.AWS_LAMBDA_FUNCTION_NAME ?? 'unknown'}.${process.pid}`.slice(-50);

const queueUrl = /^http:\/\/127\.0\.0\.1:\d+(\/\d{12}\/[\w-]+)$/;
for (const [name, value = ''] of Object.entries(env)) {
  const path = queueUrl.exec(value)?.[1];
  if (path !== undefined) env[name] = new URL(path, env.AWS_ENDPOINT_URL_SQS).href;
}
