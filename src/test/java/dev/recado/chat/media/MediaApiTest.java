package dev.recado.chat.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import dev.recado.TestDatabase;
import dev.recado.spine.outbox.Customers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;

/** The files as callers of the API see them. */
class MediaApiTest {

  private static final TestDatabase DATABASE = TestDatabase.create();
  private static final String MARIA = "whatsapp:552176540001";

  @TempDir Path folder = Path.of("");

  private final JdbcClient jdbc = DATABASE.jdbc();
  private final TableStore store = new TableStore(jdbc);
  private final Customers customers = mock(Customers.class);
  private final MockMvc web =
      MockMvcBuilders.standaloneSetup(
              new MediaController(
                  new MediaQueries(jdbc), new MediaStores(List.of(store), "table"), customers))
          .build();

  @BeforeEach
  void empty() {
    jdbc.sql("truncate media_file, chat_message, conversation cascade").update();
    when(customers.conversation(anyString())).thenReturn(Optional.empty());
  }

  private UUID file(String state, String type, String name, int minute) {
    UUID id = UUID.randomUUID();
    jdbc.sql(
            """
            insert into media_file (id, channel, kind, mimetype, name, state, reason, sha256, store,
                               received_at, ref, url)
            values (:id, 'meta', 'image', :type, :name, :state, :reason, 'abc', 'table',
                    timestamptz '2026-11-20 15:00Z' + :minute * interval '1 minute',
                    'https://secret.example/key', 'https://secret.example/key')
            """)
        .param("id", id)
        .param("type", type)
        .param("name", name)
        .param("state", state)
        .param("reason", state.equals("STORED") ? null : "porque 5511987654321")
        .param("minute", minute)
        .update();
    return id;
  }

  private UUID stored(byte[] bytes, String type, String name) throws IOException {
    UUID id = file("STORED", type, name, 0);
    store.put(id, Files.write(folder.resolve("a"), bytes), bytes.length, type);
    jdbc.sql("update media_file set size = ? where id = ?").params(bytes.length, id).update();
    return id;
  }

  @Test
  void aPhotoIsShownInABrowserThatMayDoNothingElseWithIt() throws Exception {
    UUID id = stored(TestFiles.jpeg(), "image/jpeg", "foto da Maria.jpg");
    web.perform(get("/api/media/" + id))
        .andExpect(status().isOk())
        .andExpect(content().bytes(TestFiles.jpeg()))
        .andExpect(header().string("Content-Type", "image/jpeg"))
        .andExpect(header().string("X-Content-Type-Options", "nosniff"))
        .andExpect(header().string("Content-Security-Policy", "default-src 'none'; sandbox"))
        .andExpect(header().string("Content-Disposition", containsString("inline")))
        .andExpect(header().string("ETag", "\"abc\""));
    web.perform(get("/api/media/" + id).header("If-None-Match", "\"abc\""))
        .andExpect(status().isNotModified());
  }

  @Test
  void anythingElseIsSavedUnderASafeName() throws Exception {
    UUID id = stored(TestFiles.text("a;b"), "text/csv", "../../etc/pa\"ss\r\nwd\u202Evsc.exe");
    String disposition =
        web.perform(get("/api/media/" + id))
            .andExpect(status().isOk())
            .andReturn()
            .getResponse()
            .getHeader("Content-Disposition");
    assertThat(disposition)
        .startsWith("attachment;")
        .doesNotContain("..", "etc", "\r", "\n")
        .contains("pa_ss__wd_vsc.exe");
  }

  @Test
  void aPartOfAFileIsGivenByItself() throws Exception {
    byte[] bytes = new byte[700_000];
    Arrays.fill(bytes, 600_000, 700_000, (byte) 7);
    UUID id = stored(bytes, "video/mp4", "a.mp4");
    web.perform(get("/api/media/" + id).header("Range", "bytes=599999-600001"))
        .andExpect(status().isPartialContent())
        .andExpect(header().string("Content-Range", "bytes 599999-600001/700000"))
        .andExpect(content().bytes(new byte[] {0, 7, 7}));
  }

  @ParameterizedTest
  @CsvSource({"WAITING, 409", "REFUSED, 410", "FAILED, 410", "EXPIRED, 410"})
  void aFileThatIsNotThereSaysWhy(String state, int status) throws Exception {
    UUID id = file(state, "image/jpeg", "a.jpg", 0);
    Exception refusal =
        web.perform(get("/api/media/" + id))
            .andExpect(status().is(status))
            .andReturn()
            .getResolvedException();
    assertThat(refusal).hasMessageContaining("porque");
  }

  @Test
  void thereIsNoSuchFile() throws Exception {
    web.perform(get("/api/media/" + UUID.randomUUID())).andExpect(status().isNotFound());
  }

  @Test
  void theListOfAConversationIsMaskedAndShowsNoAddress() throws Exception {
    UUID id = file("REFUSED", "image/jpeg", "5511987654321.jpg", 1);
    file("STORED", "image/jpeg", "of somebody else.jpg", 2);
    jdbc.sql(
            """
            insert into conversation (key, channel, started_at, last_message_at)
            values (?, 'meta', now(), now())
            """)
        .param(MARIA)
        .update();
    jdbc.sql(
            """
            insert into chat_message (id, conversation, author, via, kind, sent_at, received_at, media_id)
            values (gen_random_uuid(), ?, 'CUSTOMER', 'whatsapp', 'image', now(), now(), ?)
            """)
        .params(MARIA, id)
        .update();
    when(customers.conversation("maria")).thenReturn(Optional.of(MARIA));
    web.perform(get("/api/media").accept("application/json").param("conversation", "maria"))
        .andExpect(status().isOk())
        .andExpect(jsonPath("$.items.length()").value(1))
        .andExpect(jsonPath("$.items[0].id").value(id.toString()))
        .andExpect(jsonPath("$.items[0].state").value("REFUSED"))
        .andExpect(content().string(org.hamcrest.Matchers.not(containsString("secret.example"))))
        .andExpect(content().string(org.hamcrest.Matchers.not(containsString("987654321"))))
        .andExpect(content().string(org.hamcrest.Matchers.not(containsString("552176540001"))));
  }

  @Test
  void theListGoesOnWhereAPageEnded() throws Exception {
    UUID old = file("STORED", "image/jpeg", "a", 1);
    file("STORED", "image/jpeg", "b", 2);
    String page =
        web.perform(get("/api/media").accept("application/json").param("limit", "1"))
            .andReturn()
            .getResponse()
            .getContentAsString();
    assertThat(page).contains("next");
    String next = page.replaceAll(".*\"next\":\"([^\"]+)\".*", "$1");
    web.perform(
            get("/api/media").accept("application/json").param("limit", "1").param("before", next))
        .andExpect(status().isOk())
        .andExpect(jsonPath("$.items[0].id").value(old.toString()));
  }
}
