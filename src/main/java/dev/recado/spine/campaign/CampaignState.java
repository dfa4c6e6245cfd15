package dev.recado.spine.campaign;

/** The state of a campaign. The API and the table show these names. */
enum CampaignState {
  /** It was made and has not begun. */
  DRAFT,
  /** Its audience is being read. */
  PREPARING,
  /** Its messages go out. */
  RUNNING,
  /** Nothing goes out until it is resumed. */
  PAUSED,
  /** All its messages have gone out or ended otherwise. */
  DONE,
  /** A person has cancelled what had not gone out. */
  CANCELLED,
  /** Its audience cannot be read; once that is repaired, it can be started again. */
  FAILED;

  /** Tells whether nothing happens any more. */
  boolean ended() {
    return this == DONE || this == CANCELLED || this == FAILED;
  }
}
