package dev.recado.spine.campaign;

/** A campaign is not described well; the message names the field, in Portuguese. */
final class UnusableCampaignException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  UnusableCampaignException(String message) {
    super(message);
  }
}
