package dev.recado.chat.media;

import dev.recado.TestDatabase;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

class TableStoreTest extends MediaStoreContract {

  private static final TestDatabase DATABASE = TestDatabase.create();

  private final JdbcClient jdbc = DATABASE.jdbc();

  @Override
  MediaStore store() {
    return new TableStore(jdbc);
  }

  @Override
  UUID known() {
    UUID id = UUID.randomUUID();
    jdbc.sql(
            """
            insert into media_file (id, channel, kind, state, received_at)
            values (?, 'waha', 'image', 'WAITING', now())
            """)
        .param(id)
        .update();
    return id;
  }
}
