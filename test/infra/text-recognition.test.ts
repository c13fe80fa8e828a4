import { describe, expect, it } from 'vitest';
import { synthesize } from './synthesize.ts';

const off = JSON.stringify(synthesize().template.toJSON());
const on = synthesize({ textRecognition: 'textract' });

describe('text recognition', () => {
  it('is off, and nobody may ask Textract, unless it is turned on', () => {
    expect(off).toContain('"TEXT_RECOGNITION":"off"');
    expect(off).not.toContain('"textract');
  });

  it('lets the worker start and fetch it and the keeper look at it, and nobody else', () => {
    const roles = Object.entries(on.template.findResources('AWS::IAM::Role')).flatMap(
      ([id, role]) => {
        const actions = JSON.stringify(role).match(/textract:\w+/g) ?? [];
        return actions.map((action) => [id.replace(/Role.*/, ''), action]);
      },
    );

    expect(roles).toEqual([
      ['Worker', 'textract:GetDocumentTextDetection'],
      ['Worker', 'textract:StartDocumentTextDetection'],
      ['Keeper', 'textract:GetDocumentTextDetection'],
    ]);
    expect(JSON.stringify(on.template.toJSON())).toContain('"TEXT_RECOGNITION":"textract"');
  });

  it('leaves no finding of the rules behind', () => {
    expect(on.findings).toEqual([]);
  });
});
