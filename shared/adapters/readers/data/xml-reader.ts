import type { FormatInput, ReadText } from '../format-reader.ts';
import { asItStands } from './as-it-stands.ts';

/** A document type stands before the root; a longer prologue is not searched. */
const longestPrologue = 65_536;

const declaresEntity = /<!ENTITY\s/;
const refersToFile = /<!DOCTYPE\s[^<>[]*\b(?:SYSTEM|PUBLIC)\s/;

/**
 * XML as it stands. It is never parsed, so no entity is expanded and no file fetched, whatever it
 * declares.
 */
export const readXml = ({ text }: FormatInput): ReadText => {
  const prologue = text.slice(0, longestPrologue);
  const warnings: string[] = [];
  if (declaresEntity.test(prologue)) {
    warnings.push('declares entities: their references are read as they stand');
  }
  if (refersToFile.test(prologue)) {
    warnings.push('refers to a document type in another file, which is not read');
  }
  return asItStands(text, warnings);
};
