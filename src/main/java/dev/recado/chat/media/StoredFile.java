package dev.recado.chat.media;

import java.io.IOException;
import java.io.InputStream;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.AbstractResource;

/** The bytes of a stored file; only the part that is asked for is read. */
final class StoredFile extends AbstractResource {

  private final MediaStore store;
  private final UUID id;
  private final long size;

  StoredFile(MediaStore store, UUID id, long size) {
    this.store = store;
    this.id = id;
    this.size = size;
  }

  @Override
  public String getDescription() {
    return "the file " + id;
  }

  @Override
  public boolean exists() {
    return true;
  }

  @Override
  public long contentLength() {
    return size;
  }

  @Override
  public InputStream getInputStream() {
    return new FromAnywhere();
  }

  /** Opens the store with the first byte that is read: Spring skips what no one has asked for. */
  private final class FromAnywhere extends InputStream {

    private long from;
    private @Nullable InputStream opened;

    private InputStream in() throws IOException {
      InputStream in = opened;
      if (in == null) {
        in = store.open(id, from, size);
        opened = in;
      }
      return in;
    }

    @Override
    public int read() throws IOException {
      return from >= size ? -1 : in().read();
    }

    @Override
    public int read(byte[] into, int at, int length) throws IOException {
      return length == 0 ? 0 : from >= size ? -1 : in().read(into, at, length);
    }

    @Override
    public long skip(long count) throws IOException {
      if (opened != null) {
        return opened.skip(count);
      }
      long skipped = Math.max(0, Math.min(count, size - from));
      from += skipped;
      return skipped;
    }

    @Override
    public void close() throws IOException {
      if (opened != null) {
        opened.close();
      }
    }
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof StoredFile file && file.id.equals(id);
  }

  @Override
  public int hashCode() {
    return id.hashCode();
  }
}
