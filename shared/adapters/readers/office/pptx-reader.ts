import type { FormatInput, ReadText } from '../format-reader.ts';
import { FlowBuilder } from './flow-builder.ts';
import { PagedText } from './paged-text.ts';
import { mainPart, relatedPart, relationshipsOf } from './relationships.ts';
import { renderBlocks } from './render-blocks.ts';
import { requireText } from './require-text.ts';
import { SlideText } from './slide-text.ts';
import { attribute, prefixedAttribute, walkXml } from './xml-walk.ts';
import { requirePart, unzipParts, type ZipParts } from './zip-parts.ts';

const format = 'PowerPoint presentation';

/**
 * Reads a presentation: each slide is a page, with its title as label and heading, and with the
 * speaker's notes at its end. Slides that are hidden are left out; they keep their numbers.
 */
export async function readPptx(input: FormatInput): Promise<ReadText> {
  const parts = unzipParts(input, format);
  const paged = new PagedText(input.limits);
  const flow = new FlowBuilder(input.limits.maximumCharacters);
  let hidden = 0;

  for (const [index, path] of slidePaths(parts).entries()) {
    const slide = readSlide(parts, path, flow);
    if (slide === null) hidden += 1;
    else
      paged.add(slide.text, { number: index + 1, label: slide.title === '' ? null : slide.title });
  }

  return {
    text: requireText(paged.text),
    turns: [],
    pages: paged.pages,
    warnings:
      hidden === 0 ? [] : [`${hidden} hidden ${hidden === 1 ? 'slide' : 'slides'} left out`],
    durationSeconds: null,
  };
}

/** The slides in the order of the show, which their names need not have. */
function slidePaths(parts: ZipParts): string[] {
  const { path, xml } = mainPart(parts);
  const targets = new Map(relationshipsOf(parts, path).map(({ id, target }) => [id, target]));
  const paths: string[] = [];
  walkXml(xml, format, {
    open(name, attributes) {
      if (name !== 'sldId') return;
      const target = targets.get(prefixedAttribute(attributes, 'id') ?? '');
      if (target !== undefined) paths.push(target);
    },
  });
  return paths;
}

/** @returns `null` where the slide is hidden */
function readSlide(
  parts: ZipParts,
  path: string,
  flow: FlowBuilder,
): { text: string; title: string } | null {
  const relationships = relationshipsOf(parts, path);
  const slide = new SlideText(flow, true);
  let isHidden = false;
  walkXml(requirePart(parts, path), format, {
    text: slide.text,
    close: slide.close,
    open(name, attributes) {
      if (name === 'sld') isHidden = attribute(attributes, 'show') === '0';
      return isHidden ? 'skip' : slide.open(name, attributes);
    },
  });
  if (isHidden) return null;

  // What a drawn diagram says lies in a part of its own.
  for (const { type, target } of relationships) {
    const diagram = type === 'diagramData' ? parts.read(target) : undefined;
    if (diagram !== undefined) walkXml(diagram, format, new SlideText(flow, false));
  }
  const shown = renderBlocks(flow.takeBlocks());

  const notes = relatedPart(parts, relationships, 'notesSlide');
  if (notes !== undefined) walkXml(notes, format, new SlideText(flow, false));
  const noted = renderBlocks(flow.takeBlocks());
  const text = [shown, noted === '' ? '' : `Notes: ${noted}`]
    .filter((piece) => piece !== '')
    .join('\n\n');
  return { text, title: slide.title };
}
