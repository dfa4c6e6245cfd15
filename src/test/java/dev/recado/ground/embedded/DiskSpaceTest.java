package dev.recado.ground.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

class DiskSpaceTest {

  private long free = 1_000;
  private boolean broken;

  private final DiskSpace space = new DiskSpace(Path.of("data"), this::free, DataSize.ofBytes(200));

  private long free() throws IOException {
    if (broken) {
      throw new IOException("no such folder");
    }
    return free;
  }

  @Test
  void spaceIsScarceFromTheLimitUntilAQuarterAboveIt() {
    assertThat(scarceWith(200)).isFalse();
    assertThat(scarceWith(199)).isTrue();
    assertThat(scarceWith(249)).isTrue();
    assertThat(scarceWith(250)).isFalse();
    assertThat(scarceWith(201)).isFalse();
    assertThat(space.freeBytes()).isEqualTo(201);
  }

  @Test
  void aFailedLookChangesNothing() {
    assertThat(scarceWith(0)).isTrue();
    broken = true;
    assertThat(scarceWith(1_000)).isTrue();
  }

  private boolean scarceWith(long bytes) {
    free = bytes;
    space.look();
    return space.scarce();
  }
}
