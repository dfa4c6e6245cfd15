package dev.recado.spine.cleanup;

import dev.recado.ground.process.ConditionalOnRole;
import dev.recado.ground.process.Role;
import dev.recado.ground.web.Cursor;
import dev.recado.ground.web.Page;
import dev.recado.spine.cleanup.CleanUpTable.Part;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Shows which old rows have left, and when. */
@RestController
@RequestMapping("/api/clean-ups")
@ConditionalOnRole(Role.WEB)
@Tag(name = "system")
class CleanUpController {

  private final CleanUpTable table;

  CleanUpController(CleanUpTable table) {
    this.table = table;
  }

  @GetMapping
  @Operation(
      summary = "Lists clean-ups, newest first: how many rows of each table left, and when",
      description = "Each row is one table of a clean-up. Without \"endedAt\" it is still at work.")
  Page<Part> list(
      @RequestParam(required = false) @Nullable String before,
      @RequestParam(defaultValue = "50") int limit) {
    int most = Page.limit(limit);
    return Page.of(
        table.list(Cursor.read(before), most + 1),
        most,
        part -> part,
        part -> new Cursor(part.askedAt(), part.id()).text());
  }
}
