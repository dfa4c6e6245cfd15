package dev.recado.chat.media;

import dev.recado.chat.media.MediaQueries.Kept;
import dev.recado.ground.process.ConditionalOnRole;
import dev.recado.ground.process.Role;
import dev.recado.ground.web.Cursor;
import dev.recado.ground.web.Page;
import dev.recado.ground.web.Refusal;
import dev.recado.ground.web.Said;
import dev.recado.spine.outbox.Customers;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Hands out the files of messages. */
@RestController
@RequestMapping("/api/media")
@ConditionalOnRole(Role.WEB)
@Tag(name = "media")
class MediaController {

  private static final Logger log = LoggerFactory.getLogger(MediaController.class);

  /** A file is a stranger's: it loads nothing and runs nothing, even where a browser shows it. */
  private static final String POLICY = "default-src 'none'; sandbox";

  private final MediaQueries queries;
  private final MediaStores stores;
  private final Customers customers;

  MediaController(MediaQueries queries, MediaStores stores, Customers customers) {
    this.queries = queries;
    this.stores = stores;
    this.customers = customers;
  }

  @GetMapping
  @Operation(summary = "Lists the files of messages, newest first, phones masked")
  Page<MediaView> list(
      @RequestParam(required = false) @Nullable String conversation,
      @RequestParam(required = false) @Nullable String state,
      @RequestParam(required = false) @Nullable String before,
      @RequestParam(defaultValue = "50") int limit) {
    String key =
        conversation == null ? null : customers.conversation(conversation).orElse(conversation);
    return queries.list(
        key, Said.state(state, MediaState.class), Cursor.read(before), Page.limit(limit));
  }

  @GetMapping("/{id}")
  @Operation(
      summary = "Gives the bytes of a file",
      description =
          "409 while the hub is still fetching it, 410 with the reason where there is no file.")
  ResponseEntity<Resource> file(@PathVariable UUID id) {
    Kept file = queries.find(id).orElseThrow(() -> Refusal.notFound("file"));
    String store = file.store();
    if (file.state() != MediaState.STORED || store == null) {
      throw absent(file);
    }
    String type = file.mimetype() == null ? FileTypes.UNKNOWN : file.mimetype();
    return ResponseEntity.ok()
        .contentType(MediaType.parseMediaType(type))
        .eTag('"' + String.valueOf(file.sha256()) + '"')
        .cacheControl(CacheControl.noCache().cachePrivate())
        .header(HttpHeaders.CONTENT_DISPOSITION, disposition(type, file.name(), id))
        .header("X-Content-Type-Options", "nosniff")
        .header("Content-Security-Policy", POLICY)
        .body(new StoredFile(store(store, id), id, file.size()));
  }

  private MediaStore store(String name, UUID id) {
    try {
      return stores.named(name);
    } catch (IOException e) {
      log.error("The file {} cannot be given: {}", id, e.getMessage());
      throw Refusal.unavailable("The store of this file has no settings.");
    }
  }

  private static Refusal absent(Kept file) {
    String reason = file.reason() == null ? "" : " (" + file.reason() + ")";
    if (file.state() == MediaState.WAITING) {
      return Refusal.conflict("The hub is still fetching this file" + reason + ".").retryAfter(5);
    }
    return Refusal.of(HttpStatus.GONE, "There is no file: " + file.state().name() + reason + ".");
  }

  private static String disposition(String type, @Nullable String name, UUID id) {
    ContentDisposition.Builder builder =
        FileTypes.shown(type) ? ContentDisposition.inline() : ContentDisposition.attachment();
    String safe = FileTypes.ending(FileName.safe(name, id), type);
    boolean plain = StandardCharsets.US_ASCII.newEncoder().canEncode(safe);
    return (plain ? builder.filename(safe) : builder.filename(safe, StandardCharsets.UTF_8))
        .build()
        .toString();
  }
}
