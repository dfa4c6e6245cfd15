package dev.recado.chat.media;

import java.io.IOException;

/** Why a file cannot be had now. */
public final class MediaException extends IOException {

  private static final long serialVersionUID = 1L;

  private final int status;

  /**
   * Says why.
   *
   * @param reason in Portuguese, without secrets
   */
  public MediaException(String reason) {
    this(reason, 0);
  }

  MediaException(String reason, int status) {
    super(reason);
    this.status = status;
  }

  /** Explains an answer that is no success. */
  static MediaException of(int status) {
    String why =
        switch (status) {
          case 401, 403 -> "o provedor recusa a credencial do canal";
          case 404, 410 -> "o provedor não tem mais o arquivo";
          case 429 -> "o provedor pede para esperar";
          default -> "o provedor não entregou o arquivo";
        };
    return new MediaException(why + " (HTTP " + status + ")", status);
  }

  /** Gives the status of the provider's answer; 0 where there was none. */
  public int status() {
    return status;
  }
}
