package dev.recado.chat.media;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Types;
import java.util.UUID;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.SqlParameterValue;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.support.SqlBinaryValue;

/** Files in PostgreSQL, beside everything else that a backup holds. */
final class TableStore implements MediaStore {

  static final String NAME = "table";

  /** PostgreSQL reads a part of a value without the rest, because it is not compressed. */
  private static final int PART = 512 * 1024;

  private final JdbcClient jdbc;

  TableStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void put(UUID id, Path file, long size, String type) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      jdbc.sql(
              """
              insert into media_content (id, content)
              select id, :content from media_file where id = :id
              on conflict (id) do update set content = excluded.content
              """)
          .param("id", id)
          .param("content", new SqlParameterValue(Types.BINARY, new SqlBinaryValue(in, size)))
          .update();
    }
  }

  @Override
  public InputStream open(UUID id, long from, long size) {
    return new Parts(id, from);
  }

  @Override
  public void delete(UUID id) {
    jdbc.sql("delete from media_content where id = ?").param(id).update();
  }

  /** Reads a value in parts, so that no connection is held while a slow client takes them. */
  private final class Parts extends InputStream {

    private final UUID id;
    private long next;
    private byte[] part = new byte[0];
    private int at;
    private boolean over;

    Parts(UUID id, long from) {
      this.id = id;
      this.next = from;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
      if (length == 0) {
        return 0;
      }
      if (at == part.length && !fill()) {
        return -1;
      }
      int count = Math.min(length, part.length - at);
      System.arraycopy(part, at, into, from, count);
      at += count;
      return count;
    }

    private boolean fill() throws IOException {
      if (over) {
        return false;
      }
      try {
        part =
            jdbc.sql("select substring(content from ?::int for ?) from media_content where id = ?")
                .params(next + 1, PART, id)
                .query((row, n) -> row.getBytes(1))
                .optional()
                .orElseThrow(() -> new IOException("The file is not in the table any more"));
      } catch (DataAccessException e) {
        throw new IOException("PostgreSQL does not give the file", e);
      }
      at = 0;
      next += part.length;
      over = part.length < PART;
      return part.length > 0;
    }

    @Override
    public long skip(long count) {
      long here = Math.min(Math.max(0, count), part.length - at);
      at += (int) here;
      long rest = Math.max(0, count - here);
      next += rest;
      return here + rest;
    }
  }
}
