/**
 * Raised by hand when a reader makes another text of the same bytes: it is part of every revision,
 * so that a document read better is asked about anew.
 */
export const readerVersion = 1;
