/** Enough to see a first tag behind comments. */
const headLength = 65_536;

/** Whether it begins as Rich Text Format does. */
export function isRichText(text: string): boolean {
  return text.startsWith(String.raw`{\rtf`);
}

/** Whether it is a page of HTML. A Markdown text may well begin with `<div>` or `<p>`. */
export function isHtml(text: string): boolean {
  const [prologue = ''] = /^(?:\s|<\?xml[^<>]*>|<!--[^]*?-->)+/.exec(head(text)) ?? [];
  return /^<(?:!doctype\s+html|html|head|body)[\s>]/i.test(head(text).slice(prologue.length));
}

/** Whether it declares itself as XML, its document type, or the namespace of its root. */
export function isXml(text: string): boolean {
  const start = head(text);
  const [rootTag = ''] = /^<[\p{L}_][^<>]*>/u.exec(start) ?? [];
  return /^(?:<\?xml\s|<!doctype\s)/i.test(start) || /\sxmlns[:=]/.test(rootTag);
}

function head(text: string): string {
  return text.slice(0, headLength);
}
