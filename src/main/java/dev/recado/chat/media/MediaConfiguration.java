package dev.recado.chat.media;

import dev.recado.ground.loop.Loops;
import dev.recado.ground.process.ConditionalOnRole;
import dev.recado.ground.process.Repeated;
import dev.recado.ground.process.Role;
import dev.recado.spine.channel.Channels;
import dev.recado.spine.http.PublicHttp;
import dev.recado.spine.intake.StoredWebhooks;
import dev.recado.spine.outbox.Instance;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.CamelContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.StringUtils;

/** Puts the files of messages together. */
@Configuration(proxyBeanMethods = false)
class MediaConfiguration {

  @Bean
  MediaTable mediaTable(JdbcClient jdbc) {
    return new MediaTable(jdbc);
  }

  @Bean
  MediaSink mediaSink(MediaTable table, Clock clock) {
    return new MediaSink(table, clock);
  }

  /** Each store with settings: an older file may be where the hub kept files before. */
  @Bean
  MediaStores mediaStores(JdbcClient jdbc, CamelContext camel, MediaSettings settings) {
    List<MediaStore> stores = new ArrayList<>();
    stores.add(new TableStore(jdbc));
    if (StringUtils.hasText(settings.folder())) {
      stores.add(new FolderStore(camel, Path.of(settings.folder())));
    }
    if (StringUtils.hasText(settings.s3().bucket())) {
      stores.add(new BucketStore(camel, settings.s3()));
    }
    return new MediaStores(stores, settings.store());
  }

  private static Path temporary() {
    return Path.of(System.getProperty("java.io.tmpdir"));
  }

  @Bean
  MediaQueries mediaQueries(JdbcClient jdbc) {
    return new MediaQueries(jdbc);
  }

  @Bean
  @ConditionalOnRole(Role.INTAKE)
  MediaFetch mediaFetch(
      MediaTable table,
      MediaStores stores,
      MediaSettings settings,
      List<MediaSource> sources,
      Channels channels,
      StoredWebhooks webhooks,
      PublicHttp http,
      Clock clock) {
    return new MediaFetch(
        table, stores, settings, sources, channels, webhooks, http, temporary(), clock);
  }

  @Bean
  @ConditionalOnRole(Role.INTAKE)
  MediaLoop mediaLoop(
      MediaTable table,
      MediaFetch fetch,
      Loops loops,
      MediaSettings settings,
      Instance me,
      Clock clock) {
    // One try may take this long, and with it all workers.
    Duration limit = Download.LONGEST.plusMinutes(1);
    return new MediaLoop(table, fetch, loops.add("media", limit), settings.workers(), me, clock);
  }

  @Bean
  @ConditionalOnRole(Role.INTAKE)
  Repeated mediaRetention(
      MediaTable table, MediaStores stores, MediaSettings settings, Clock clock) {
    return new Repeated(
        "recado",
        "media-retention",
        "Deletes files of messages whose time is over",
        Duration.ofHours(1),
        new MediaRetention(table, stores, settings.keep(), temporary(), clock)::run);
  }
}
