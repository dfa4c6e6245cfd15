package dev.recado.sales.movein;

/** A file of which nothing can be taken in; the message tells the person why, in Portuguese. */
final class UnreadableFile extends RuntimeException {

  private static final long serialVersionUID = 1L;

  UnreadableFile(String file, String reason) {
    super(file + ": " + reason);
  }
}
