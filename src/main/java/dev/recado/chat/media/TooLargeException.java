package dev.recado.chat.media;

import java.io.IOException;

/** The file is larger than the hub keeps. */
final class TooLargeException extends IOException {

  private static final long serialVersionUID = 1L;
}
