package dev.recado.chat.media;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recado.FileServer;
import dev.recado.SettableClock;
import dev.recado.TestDatabase;
import dev.recado.spine.channel.Channel;
import dev.recado.spine.channel.TestChannels;
import dev.recado.spine.flow.Event;
import dev.recado.spine.flow.EventTypes;
import dev.recado.spine.http.PublicCall;
import dev.recado.spine.http.TestPublicHttp;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Files from the event to the store, on a real database and with servers of strangers. */
@Timeout(60)
class MediaFetchTest {

  private static final Instant NOON = Instant.parse("2026-11-20T15:00:00Z");
  private static final TestDatabase DATABASE = TestDatabase.create();
  private static final String GONE = "o provedor não tem mais o arquivo (HTTP 404)";

  @TempDir Path folder = Path.of("");

  private final JdbcClient jdbc = DATABASE.jdbc();
  private final SettableClock clock = new SettableClock(NOON);
  private final MediaTable table = new MediaTable(jdbc);
  private final MediaSink sink = new MediaSink(table, clock);
  private final TableStore store = new TableStore(jdbc);
  private final MediaStores stores = new MediaStores(List.of(store), "table");
  private final FileServer server = new FileServer();
  private final Map<UUID, byte[]> webhooks = new HashMap<>();

  @BeforeEach
  void empty() {
    jdbc.sql("truncate media_file cascade").update();
  }

  @AfterEach
  void close() throws IOException {
    server.close();
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).as("temporary files").isEmpty();
    }
  }

  /** A provider whose reference is the address itself. */
  private static final class Direct implements MediaSource {

    @Override
    public String provider() {
      return "meta";
    }

    @Override
    public void fetch(Wanted file, Download to) throws IOException {
      if (file.inline()) {
        to.base64(file.webhook().get().orElseThrow(), "body");
      } else {
        to.file(PublicCall.get(URI.create(file.place())));
        to.expect(file.channel().setting("sha256"));
      }
    }
  }

  private MediaFetch fetch(Map<String, String> settings) {
    Channel channel = Channel.ofSettings("meta", "Meta", settings, Map.of(), false);
    return new MediaFetch(
        table,
        stores,
        FileTypesTest.settings(Set.of()),
        List.of(new Direct()),
        new TestChannels().with(channel),
        event -> Optional.ofNullable(webhooks.get(event)),
        TestPublicHttp.of("files.test"),
        folder,
        clock);
  }

  private UUID came(@Nullable String ref, @Nullable Object inline) {
    Map<String, @Nullable Object> media = new HashMap<>();
    media.put("ref", ref);
    media.put("kind", "image");
    media.put("mimetype", "image/jpeg");
    media.put("filename", "foto.jpg");
    media.put("size", null);
    media.put("inline", inline);
    UUID id = UUID.randomUUID();
    sink.take(
        List.of(
            new Event(
                id,
                "meta",
                EventTypes.WHATSAPP_MESSAGE_RECEIVED,
                "whatsapp:1",
                clock.instant(),
                Map.of("channel", "meta", "kind", "image", "media", media))));
    return id;
  }

  private UUID came(String path) {
    return came(server.url("files.test") + path, null);
  }

  private void run() {
    table
        .claim(10, clock.instant(), List.of())
        .forEach(due -> assertThat(fetch(Map.of()).run(due)).isTrue());
  }

  private String state(UUID id) {
    return jdbc.sql("select state || coalesce(': ' || reason, '') from media_file where id = ?")
        .param(id)
        .query(String.class)
        .single();
  }

  private byte[] stored(UUID id) throws IOException {
    long size =
        jdbc.sql("select size from media_file where id = ?").param(id).query(Long.class).single();
    return store.open(id, 0, size).readAllBytes();
  }

  @Test
  void aPhotoIsKeptWithItsRealTypeSizeAndHash() throws IOException {
    server.file("/a", "application/octet-stream", TestFiles.png());
    UUID id = came("/a");
    assertThat(state(id)).isEqualTo("WAITING");
    run();
    assertThat(state(id)).isEqualTo("STORED");
    assertThat(stored(id)).isEqualTo(TestFiles.png());
    assertThat(
            jdbc.sql(
                    "select mimetype || ' ' || size || ' ' || length(sha256) || store from media_file")
                .query(String.class)
                .single())
        .isEqualTo("image/png " + TestFiles.png().length + " 64table");
  }

  @Test
  void aProgramThatIsCalledAPhotoIsRefused() {
    server.file("/a", "image/jpeg", TestFiles.exe());
    UUID id = came("/a");
    run();
    assertThat(state(id)).startsWith("REFUSED: o arquivo é do tipo application/x-");
    assertThat(jdbc.sql("select count(*) from media_content").query(Long.class).single()).isZero();
  }

  @Test
  void aFileThatIsTooLargeIsRefusedByItsLengthAndWithoutOne() {
    server.file("/long", "image/jpeg", new byte[3 * 1024 * 1024]).endless("/endless");
    UUID announced = came("/long");
    UUID endless = came("/endless");
    run();
    assertThat(state(announced)).startsWith("REFUSED: o arquivo tem mais de 1 MB");
    assertThat(state(endless)).startsWith("REFUSED: o arquivo tem mais de 1 MB");
  }

  @Test
  void anAddressInAPrivateNetworkIsRefused() {
    UUID id = came(server.url() + "/a", null);
    server.redirect("/to", "http://169.254.169.254/latest/meta-data/");
    UUID redirected = came("/to");
    run();
    assertThat(state(id)).startsWith("REFUSED: o servidor 127.0.0.1 está numa rede privada");
    assertThat(state(redirected)).startsWith("REFUSED: o servidor 169.254.169.254 está numa");
  }

  @Test
  void aFileThatIsNotThereYetIsFetchedAgainAndThenGivenUp() {
    UUID id = came("/a");
    run();
    assertThat(state(id)).isEqualTo("WAITING: " + GONE);
    run();
    assertThat(server.asked()).as("not before its time").hasSize(1);
    clock.tick(Duration.ofSeconds(4));
    run();
    assertThat(server.asked()).hasSize(2);
    clock.tick(Duration.ofHours(13));
    run();
    assertThat(state(id)).isEqualTo("FAILED: desistência depois de 12 horas: " + GONE);
    assertThat(table.claim(10, clock.instant().plus(Duration.ofDays(9)), List.of())).isEmpty();
  }

  @Test
  void aFileOfAHubThatDiedIsFetchedByAnother() {
    server.file("/a", "image/jpeg", TestFiles.jpeg());
    UUID id = came("/a");
    MediaTable.Due taken = table.claim(10, clock.instant(), List.of()).get(0);
    assertThat(table.claim(10, clock.instant(), List.of())).as("somebody has it").isEmpty();
    clock.tick(MediaTable.LEASE.plusSeconds(1));
    run();
    assertThat(state(id)).isEqualTo("STORED");
    // The dead one comes back and must not undo that.
    table.ended(taken, MediaState.FAILED, "late");
    assertThat(state(id)).isEqualTo("STORED");
  }

  @Test
  void aHubThatIsAloneNeedNotWaitForTheLease() {
    server.file("/a", "image/jpeg", TestFiles.jpeg());
    UUID id = came("/a");
    table.claim(10, clock.instant(), List.of());
    assertThat(table.release(clock.instant())).isEqualTo(1);
    run();
    assertThat(state(id)).isEqualTo("STORED");
  }

  @Test
  void aFileThatIsNotWhatTheProviderPromisedIsFetchedAgain() {
    server.file("/a", "image/jpeg", TestFiles.jpeg());
    UUID id = came("/a");
    table
        .claim(10, clock.instant(), List.of())
        .forEach(due -> fetch(Map.of("sha256", "0".repeat(64))).run(due));
    assertThat(state(id))
        .isEqualTo("WAITING: o arquivo recebido não confere com o SHA-256 do provedor");
  }

  @Test
  void aFileInTheWebhookIsTakenOutOfIt() throws IOException {
    String written = Base64.getEncoder().encodeToString(TestFiles.jpeg());
    UUID plain = came("1", true);
    UUID address = came("2", written);
    webhooks.put(plain, TestFiles.text("{\"x\": {\"body\": 1}, \"body\": \"" + written + "\"}"));
    webhooks.put(
        address,
        TestFiles.text(
            "{\"t\": \"data: a\", \"body\": \"data:image/jpeg;base64," + written + "\"}"));
    run();
    assertThat(state(plain)).isEqualTo("STORED");
    assertThat(stored(plain)).isEqualTo(TestFiles.jpeg());
    assertThat(stored(address)).isEqualTo(TestFiles.jpeg());
  }

  @Test
  void aReplayedEventAddsNoSecondFile() {
    UUID id = came("/a");
    sink.take(
        List.of(
            new Event(
                id,
                "meta",
                EventTypes.WHATSAPP_MESSAGE_RECEIVED,
                "whatsapp:1",
                NOON,
                Map.of("channel", "meta", "media", Map.of("ref", "x")))));
    assertThat(jdbc.sql("select count(*) from media_file").query(Long.class).single()).isEqualTo(1);
  }

  @Test
  void aMessageWithoutAnAddressSaysThatItsFileIsMissing() {
    assertThat(state(came(null, null))).isEqualTo("FAILED: o provedor não entregou o arquivo");
  }

  @Test
  void aFileOfAChannelThatIsGoneFails() {
    UUID id = came("/a");
    jdbc.sql("update media_file set channel = 'loja'").update();
    run();
    assertThat(state(id)).isEqualTo("FAILED: o canal 'loja' não existe mais");
  }

  @Test
  void whatAHubThatDiedHasLeftBehindIsDeletedWhenNobodyUsesItAnyMore() throws IOException {
    Path old = Files.createFile(folder.resolve("recado-media-1.part"));
    Path used = Files.createFile(folder.resolve("recado-media-2.part"));
    Files.setLastModifiedTime(
        old, FileTime.from(Instant.now().minus(Download.LONGEST.multipliedBy(3))));
    Download.tidy(folder);
    assertThat(old).doesNotExist();
    assertThat(used).exists();
    Files.delete(used);
  }

  @Test
  void aFileIsDeletedAfterItsTimeAndItsRowSaysSo() {
    server.file("/a", "image/jpeg", TestFiles.jpeg());
    UUID id = came("/a");
    run();
    MediaRetention retention =
        new MediaRetention(table, stores, Duration.ofDays(90), folder, clock);
    clock.tick(Duration.ofDays(89));
    retention.run();
    assertThat(state(id)).isEqualTo("STORED");
    clock.tick(Duration.ofDays(2));
    retention.run();
    assertThat(state(id)).isEqualTo("EXPIRED: apagado depois de 90 dias (RECADO_MEDIA_KEEP)");
    assertThat(jdbc.sql("select count(*) from media_content").query(Long.class).single()).isZero();
  }
}
