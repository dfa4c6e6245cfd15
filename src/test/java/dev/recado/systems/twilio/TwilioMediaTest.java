package dev.recado.systems.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recado.FileServer;
import dev.recado.chat.media.TestDownload;
import dev.recado.chat.media.TestFiles;
import dev.recado.spine.channel.Channel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TwilioMediaTest {

  private static final String SID = "AC" + "0".repeat(32);
  private static final String PATH = "/2010-04-01/Accounts/" + SID + "/Messages/MM1/Media/ME1";

  private final FileServer api = new FileServer();
  private final FileServer cdn = new FileServer();

  @AfterEach
  void close() {
    api.close();
    cdn.close();
  }

  @Test
  void theRedirectIsFollowedWithoutTheToken() throws IOException {
    api.redirect(PATH, cdn.url("cdn.test") + "/signed?x=1");
    cdn.file("/signed?x=1", "image/jpeg", TestFiles.jpeg());
    Channel channel =
        Channel.ofSettings(
            "twilio",
            "Twilio",
            Map.of("accountSid", SID, "apiUrl", api.url()),
            Map.of("authToken", "tok"),
            false);
    assertThat(TestDownload.fetch(new TwilioMedia(), channel, api.url() + PATH, null))
        .isEqualTo(TestFiles.jpeg());
    String basic =
        Base64.getEncoder().encodeToString((SID + ":tok").getBytes(StandardCharsets.UTF_8));
    assertThat(api.asked().get(0).headers().getFirst("Authorization")).isEqualTo("Basic " + basic);
    assertThat(cdn.asked().get(0).headers()).doesNotContainKey("Authorization");
  }

  @Test
  void anAddressThatIsNotTwiliosIsFetchedWithoutTheToken() throws IOException {
    cdn.file("/a", "image/jpeg", TestFiles.jpeg());
    Channel channel =
        Channel.ofSettings(
            "twilio", "Twilio", Map.of("accountSid", SID), Map.of("authToken", "tok"), false);
    TestDownload.fetch(new TwilioMedia(), channel, cdn.url("cdn.test") + "/a", null);
    assertThat(cdn.asked().get(0).headers()).doesNotContainKey("Authorization");
  }
}
