package dev.recado.authoring.reload;

import dev.recado.spine.camel.RouteFiles;

/** The last good files, kept for the next start. */
interface LastGood {

  /** The files that ran last; no files before the first start. */
  RouteFiles read();

  /**
   * Keeps the running files. It does not wait for a store that is away.
   *
   * @param before the files kept so far, because only differences are written
   * @param now the running files
   */
  void keep(RouteFiles before, RouteFiles now);
}
