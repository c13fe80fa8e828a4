import officeCrypto from 'officecrypto-tool';
import { describe, expect, it } from 'vitest';
import { decryptOffice } from '../../../../../shared/adapters/readers/office/decrypt-office.ts';
import { readDocx } from '../../../../../shared/adapters/readers/office/docx-reader.ts';
import { paragraph, wordDocument } from '../../../../fixtures/office/word-document.ts';
import { readDocument } from './read-document.ts';

const password = 'correct horse';
const plain = Buffer.from(wordDocument(paragraph('Secret plan')));

describe('opening a protected Office document', () => {
  it.each([
    ['as Office does today', { password }],
    ['as Office 2007 did', { password, type: 'standard' as const }],
  ])('opens one that is protected %s', async (_, options) => {
    const opened = await decryptOffice(officeCrypto.encrypt(plain, options), password);

    expect((await readDocument(readDocx, opened)).text).toBe('Secret plan');
  });

  it('asks for a password, and says so where it is wrong', async () => {
    const locked = officeCrypto.encrypt(plain, { password });

    await expect(decryptOffice(locked, null)).rejects.toMatchObject({ code: 'PASSWORD_REQUIRED' });
    await expect(decryptOffice(locked, 'battery')).rejects.toMatchObject({
      code: 'PASSWORD_WRONG',
    });
  });

  it.each([
    ['WordDocument', '.doc'],
    ['Workbook', '.xls'],
    ['PowerPoint Document', '.ppt'],
    ['__substg1.0_0037', '.msg'],
    ['something else', 'no Office document'],
  ])('refuses an older format by name: %s', async (entry, name) => {
    const bytes = Buffer.concat([Buffer.alloc(512), Buffer.from(entry, 'utf16le')]);

    await expect(decryptOffice(bytes, password)).rejects.toMatchObject({
      code: 'UNSUPPORTED_FORMAT',
      message: expect.stringContaining(name),
    });
  });

  it('says that one is damaged, or would take too long', async () => {
    const locked = officeCrypto.encrypt(plain, { password });
    const slow = Buffer.from(
      locked.toString('latin1').replaceAll(/spinCount="\d{6}"/gu, 'spinCount="9999999'),
      'latin1',
    );

    await expect(decryptOffice(locked.subarray(0, 3_000), password)).rejects.toMatchObject({
      code: expect.stringMatching(/DOCUMENT_DAMAGED|UNSUPPORTED_FORMAT/u),
    });
    await expect(decryptOffice(slow, password)).rejects.toMatchObject({
      code: 'DOCUMENT_TOO_COMPLEX',
    });
  });
});
