package dev.recado.authoring.reload;

import dev.recado.spine.camel.RouteFiles;

/** The files that ran last, kept for the next start. */
interface LastGood {

  /** What ran last; no file at all before the first start. */
  RouteFiles read();

  /**
   * Keeps what runs now; makes nobody wait for a store that is away.
   *
   * @param before what was kept so far, for only differences are written
   * @param now what runs
   */
  void keep(RouteFiles before, RouteFiles now);
}
