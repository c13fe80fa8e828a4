// The three calls of aws-lambda-ric's compiled client, over plain HTTP.
'use strict';
const { env } = require('node:process');
const http = require('node:http');

const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
const runtime = `http://${env.AWS_LAMBDA_RUNTIME_API}/2018-06-01/runtime/invocation`;

function call(method, path, body) {
  const headers = body === undefined ? {} : { 'content-type': 'application/json' };
  return new Promise((resolve, reject) => {
    const request = http.request(runtime + path, { method, agent, headers }, (response) => {
      let bodyJson = '';
      response.setEncoding('utf8');
      response.on('data', (text) => (bodyJson += text));
      response.on('end', () => resolve({ bodyJson, headers: response.headers }));
      response.on('error', stop);
    });
    request.on('error', reject);
    request.end(body);
  }).catch(stop);
}

/** Without the Runtime API there is nothing left to do: whoever started this process is gone. */
function stop() {
  process.kill(process.pid, 'SIGKILL');
}

module.exports = {
  next: () => call('GET', '/next'),
  done: (id, body) => void call('POST', `/${id}/response`, body),
  error: (id, body) => void call('POST', `/${id}/error`, body),
};
