package dev.recado.api.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recado.ground.embedded.DiskSpace;
import dev.recado.ground.embedded.TestServers;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.Status;

class DiskHealthTest {

  private final StaticListableBeanFactory beans = new StaticListableBeanFactory();

  @Test
  void aFullDiskTakesTheHubOutOfServiceAndShowsTheFreeSpace() {
    beans.addBean("diskSpace", TestServers.fullDisk());
    assertThat(health().getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
    assertThat(health().getDetails()).containsEntry("freeBytes", 0L);
  }

  @Test
  void externalServersAreNotWatched() {
    assertThat(health().getStatus()).isEqualTo(Status.UP);
    assertThat(health().getDetails()).containsEntry("embedded", false);
  }

  private Health health() {
    return new HealthConfiguration()
        .diskHealthIndicator(beans.getBeanProvider(DiskSpace.class))
        .health();
  }
}
