package dev.recado.sales.movein;

import dev.recado.ground.process.ConditionalOnRole;
import dev.recado.ground.process.Role;
import dev.recado.ground.web.Refusal;
import dev.recado.sales.movein.MultipartFiles.Part;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Takes files of another system in. They are as large as any body may be; the command takes larger
 * ones.
 */
@RestController
@ConditionalOnRole(Role.WEB)
@Tag(name = "import")
class MoveInController {

  private static final int MOST_FILES = 20;

  private final Rooms rooms;

  MoveInController(Rooms moveInRooms) {
    this.rooms = moveInRooms;
    ImportFolder.sweep(ImportFolder.usual());
  }

  @PostMapping("/api/import")
  @Operation(
      summary = "Takes files of clients, products, orders, sellers and appointments in",
      parameters = {
        @Parameter(
            name = "as",
            description =
                "What the files hold, if their columns do not say it: clientes, produtos,"
                    + " categorias, pedidos, agenda or vendedores"),
        @Parameter(
            name = "origin",
            description =
                "The name of the system that the files come from, if there are files of several;"
                    + " usually import, django or supabase"),
        @Parameter(name = "name", description = "The name of a file that is the body itself"),
        @Parameter(name = "dry_run", description = "true: checks all and writes nothing")
      })
  Summary take(
      @RequestHeader(HttpHeaders.CONTENT_TYPE) String contentType,
      @RequestParam(required = false) @Nullable String as,
      @RequestParam(required = false) @Nullable String origin,
      @RequestParam(required = false, defaultValue = "arquivo") String name,
      @RequestParam(name = "dry_run", required = false, defaultValue = "false") boolean rehearsal,
      @RequestBody(required = false) byte @Nullable [] body)
      throws IOException {
    if (body == null || contentType.startsWith(MediaType.APPLICATION_FORM_URLENCODED_VALUE)) {
      throw Refusal.of(
          HttpStatus.UNSUPPORTED_MEDIA_TYPE,
          "Envie o arquivo num formulário (curl -F file=@…), ou como corpo com o seu tipo, como"
              + " Content-Type: text/csv.");
    }
    if (origin != null && !Said.canBeOrigin(origin)) {
      throw Refusal.badRequest(
          "'%s' não serve como nome de um sistema: use letras minúsculas, como loja-antiga."
              .formatted(origin));
    }
    Said said = new Said(as == null ? null : kind(as), origin);
    List<Part> parts =
        contentType.startsWith(MediaType.MULTIPART_FORM_DATA_VALUE)
            ? MultipartFiles.read(body, contentType)
            : List.of(new Part(name, body));
    if (parts.isEmpty() || parts.size() > MOST_FILES) {
      throw Refusal.badRequest(
          "O formulário traz %d arquivos; envie de 1 a %d, cada um num campo 'file'."
              .formatted(parts.size(), MOST_FILES));
    }
    return inFolder(parts, said, rehearsal);
  }

  static Kind kind(String as) {
    return Kind.named(as)
        .filter(Kind.SAID::contains)
        .orElseThrow(
            () ->
                Refusal.badRequest("O hub não conhece '%s'; há %s.".formatted(as, Kind.sayable())));
  }

  /** Files are read several times, so they lie on the disk meanwhile. */
  private Summary inFolder(List<Part> parts, Said said, boolean rehearsal) throws IOException {
    try (ImportFolder folder = ImportFolder.in(ImportFolder.usual())) {
      List<DataFile> files = new ArrayList<>();
      for (Part part : parts) {
        files.add(DataFile.of(folder.write(part.bytes()), part.name(), said));
      }
      return new MoveIn(rooms, rehearsal, refusal -> {}).run(files);
    } catch (UnreadableFile e) {
      throw Refusal.of(HttpStatus.UNPROCESSABLE_ENTITY, String.valueOf(e.getMessage()));
    }
  }
}
