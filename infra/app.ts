import { fileURLToPath } from 'node:url';
import { sluiceApp } from './sluice-app.ts';

sluiceApp({ bundlesDirectory: fileURLToPath(new URL('../dist', import.meta.url)) });
