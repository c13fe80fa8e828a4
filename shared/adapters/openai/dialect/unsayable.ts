/** A dialect has no words for a part of a schema. Never leaves this folder. */
export class Unsayable extends Error {
  override readonly name = 'Unsayable';
}
