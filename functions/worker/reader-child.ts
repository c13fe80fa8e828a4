import { serveRequest } from '../../shared/adapters/readers/guard/serve-request.ts';

await serveRequest();
