package dev.recado.sales.movein;

/** Takes the records of one kind in. */
interface Taker {

  /**
   * Takes one in, in the caller's transaction.
   *
   * @throws Refused if it is wrong; nothing is written then
   */
  Change take(Row row);
}
