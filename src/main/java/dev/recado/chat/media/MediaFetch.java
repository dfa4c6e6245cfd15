package dev.recado.chat.media;

import dev.recado.chat.media.MediaTable.Due;
import dev.recado.ground.database.DatabaseAway;
import dev.recado.spine.channel.Channel;
import dev.recado.spine.channel.Channels;
import dev.recado.spine.http.AnswerLimitException;
import dev.recado.spine.http.PublicHttp;
import dev.recado.spine.http.RefusedAddressException;
import dev.recado.spine.intake.StoredWebhooks;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Fetches one file: from the provider, past the checks, into the store. */
final class MediaFetch {

  private static final Logger log = LoggerFactory.getLogger(MediaFetch.class);

  /** WAHA deletes a file after some minutes; a provider that is away needs more patience. */
  private static final List<Duration> PAUSES =
      List.of(
          Duration.ofSeconds(3),
          Duration.ofSeconds(10),
          Duration.ofSeconds(30),
          Duration.ofMinutes(1),
          Duration.ofMinutes(5),
          Duration.ofMinutes(15),
          Duration.ofMinutes(30));

  private final MediaTable table;
  private final MediaStores stores;
  private final MediaSettings settings;
  private final Map<String, MediaSource> sources;
  private final Channels channels;
  private final StoredWebhooks webhooks;
  private final PublicHttp http;
  private final FileTypes types = new FileTypes();
  private final Path folder;
  private final Clock clock;

  MediaFetch(
      MediaTable table,
      MediaStores stores,
      MediaSettings settings,
      List<MediaSource> sources,
      Channels channels,
      StoredWebhooks webhooks,
      PublicHttp http,
      Path folder,
      Clock clock) {
    this.table = table;
    this.stores = stores;
    this.settings = settings;
    this.sources =
        sources.stream().collect(Collectors.toMap(MediaSource::provider, Function.identity()));
    this.channels = channels;
    this.webhooks = webhooks;
    this.http = http;
    this.folder = folder;
    this.clock = clock;
  }

  /** The file will not be kept, whatever happens. */
  private static final class Refused extends IOException {
    private static final long serialVersionUID = 1L;

    Refused(String reason) {
      super(reason);
    }
  }

  /**
   * Fetches a file and notes the result.
   *
   * @return false if PostgreSQL is away: then the file is due again when the lease is over
   */
  boolean run(Due file) {
    try {
      fetch(file);
      return true;
    } catch (RuntimeException e) {
      if (DatabaseAway.explains(e)) {
        log.warn("PostgreSQL is away, so a file is fetched again later: {}", file.id());
        return false;
      }
      log.error("A file cannot be fetched: {}", file.id(), e);
      table.ended(
          file, MediaState.FAILED, "erro interno do hub (" + e.getClass().getSimpleName() + ")");
      return true;
    }
  }

  private void fetch(Due file) {
    Optional<Channel> channel = channels.named(file.channel());
    MediaSource source = channel.map(it -> sources.get(it.provider())).orElse(null);
    if (channel.isEmpty() || source == null) {
      table.ended(file, MediaState.FAILED, "o canal '" + file.channel() + "' não existe mais");
      return;
    }
    try (Download download = new Download(http, settings.maxSize().toBytes(), folder)) {
      source.fetch(wanted(file, channel.get()), download);
      keep(file, download);
    } catch (Refused | RefusedAddressException e) {
      table.ended(file, MediaState.REFUSED, String.valueOf(e.getMessage()));
    } catch (TooLargeException e) {
      table.ended(file, MediaState.REFUSED, tooLarge());
    } catch (AnswerLimitException e) {
      if (e.tooLong()) {
        table.ended(file, MediaState.REFUSED, tooLarge());
      } else {
        failed(file, "o provedor demorou demais para entregar o arquivo");
      }
    } catch (IOException e) {
      failed(file, reason(e));
    }
  }

  private Wanted wanted(Due file, Channel channel) {
    return new Wanted(
        file.id(), channel, file.ref(), file.url(), file.inline(), () -> webhooks.of(file.id()));
  }

  private void keep(Due file, Download download) throws IOException {
    if (download.size() <= 0) {
      throw new MediaException("o provedor entregou um arquivo vazio");
    }
    String type = types.of(download.path(), file.name(), file.mimetype());
    if (!settings.keeps(type)) {
      throw new Refused(
          "o arquivo é do tipo %s, que este hub não guarda (RECADO_MEDIA_TYPES)".formatted(type));
    }
    MediaStore store = stores.chosen();
    store.put(file.id(), download.path(), download.size(), type);
    MediaTable.Stored stored =
        new MediaTable.Stored(type, download.size(), download.sha256(), store.name());
    if (!table.stored(file, stored, clock.instant())) {
      log.info("A file was fetched twice, or its message is gone: {}", file.id());
      if (!table.has(file.id())) {
        store.delete(file.id());
      }
    }
  }

  private String tooLarge() {
    return "o arquivo tem mais de %d MB (RECADO_MEDIA_MAX_SIZE)"
        .formatted(settings.maxSize().toMegabytes());
  }

  /** The text of a foreign exception may hold an address, and so a secret. */
  private static String reason(IOException e) {
    return e instanceof MediaException
        ? String.valueOf(e.getMessage())
        : "o provedor não entregou o arquivo (" + e.getClass().getSimpleName() + ")";
  }

  private void failed(Due file, String reason) {
    Instant now = clock.instant();
    if (now.isAfter(file.receivedAt().plus(settings.giveUp()))) {
      table.ended(
          file,
          MediaState.FAILED,
          "desistência depois de %d horas: %s".formatted(settings.giveUp().toHours(), reason));
    } else {
      table.later(file, reason, now.plus(PAUSES.get(Math.min(file.attempt(), PAUSES.size()) - 1)));
    }
  }
}
