import { afterEach, describe, expect, it, vi } from 'vitest';
import { startLiveList } from '../../../cli/output/live-list.ts';
import { jobItem, upload } from '../builders.ts';
import { eventually } from '../../local/eventually.ts';

afterEach(() => vi.restoreAllMocks());

/** A screen that keeps what is drawn, and shows nothing. */
function recordingScreen() {
  let drawn = '';
  vi.spyOn(process.stderr, 'write').mockImplementation((data) => {
    drawn += String(data);
    return true;
  });
  return { screen: process.stderr, drawn: () => drawn };
}

describe('the live list', () => {
  it('is drawn on its screen alone, though standard output is none', async () => {
    const written = vi.spyOn(process.stdout, 'write');
    const { screen, drawn } = recordingScreen();
    const done = { upload, job: jobItem({ status: 'SUCCEEDED' }) };

    const list = startLiveList([done], { screen, describe: () => 'board.vtt: there' });
    list.changed(done);
    await list.end();

    expect(drawn()).toContain('board.vtt: there');
    expect(JSON.stringify(written.mock.calls)).not.toContain('board.vtt');
  });

  it('shows below a line what stands behind it, while the document waits', async () => {
    const { screen, drawn } = recordingScreen();
    const waiting = { upload, job: jobItem({ status: 'QUEUED' }) };

    const list = startLiveList([waiting], { screen, describe: () => 'board.vtt' });
    list.explain(waiting, 'no connection to the provider');

    await eventually(() => drawn().includes('no connection to the provider') || undefined);
    await list.end();
    expect(drawn()).toContain('board.vtt');
  });
});
