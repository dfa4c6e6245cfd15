package dev.recado.chat.media;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ShareTest {

  @Test
  void oneWorkerIsLeftToTheOtherChannels() {
    Share share = new Share(3);
    share.take("lento");
    assertThat(share.used()).isEmpty();
    share.take("lento");
    assertThat(share.used()).containsExactly("lento");
    share.giveBack("lento");
    assertThat(share.used()).isEmpty();
  }

  @Test
  void aSingleWorkerServesAll() {
    Share share = new Share(1);
    assertThat(share.used()).isEmpty();
    share.take("a");
    assertThat(share.used()).containsExactly("a");
  }
}
