package dev.recado.sales.seller;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.recado.ground.process.ConditionalOnRole;
import dev.recado.ground.process.Role;
import dev.recado.ground.web.Refusal;
import dev.recado.sales.seller.Performance.AreaFigures;
import dev.recado.sales.seller.Performance.Figures;
import dev.recado.sales.seller.Performance.Replies;
import dev.recado.sales.seller.Performance.Report;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The sellers' performance: leads, results, and times to answer. */
@RestController
@RequestMapping("/api/sellers")
@ConditionalOnRole(Role.WEB)
@Tag(name = "vendedores")
class PerformanceController {

  private static final int USUAL_DAYS = 30;

  private final Sellers sellers;
  private final Performance performance;
  private final Clock clock;
  private final ZoneId zone;

  PerformanceController(
      Sellers sellers,
      Performance performance,
      Clock clock,
      @Value("${recado.conversation.timezone}") ZoneId zone) {
    this.sellers = sellers;
    this.performance = performance;
    this.clock = clock;
    this.zone = zone;
  }

  /** How quickly somebody answered; without answers there are no times. */
  record Answers(
      int respostas,
      @JsonProperty("mediana_segundos") @Nullable Long mediana,
      @JsonProperty("media_segundos") @Nullable Long media) {

    static Answers of(Replies replies) {
      return new Answers(replies.count(), replies.median(), replies.average());
    }
  }

  /** The figures of one seller. */
  record Line(
      long id,
      String nome,
      boolean ativo,
      @JsonProperty("leads_recebidos") int leadsRecebidos,
      @JsonProperty("leads_abertos") int leadsAbertos,
      int ganhos,
      int perdidos,
      @JsonProperty("valor_ganho") BigDecimal valorGanho,
      @Nullable BigDecimal conversao,
      @JsonProperty("tempo_de_resposta") Answers tempoDeResposta,
      @JsonAnyGetter Map<String, Long> outros) {

    static Line of(Seller seller, Figures figures) {
      return new Line(
          seller.id(),
          seller.name(),
          seller.active(),
          figures.received(),
          figures.open(),
          figures.sales().won(),
          figures.sales().lost(),
          figures.sales().value(),
          figures.sales().conversion(),
          Answers.of(figures.replies()),
          figures.counts());
    }
  }

  /** The figures of one area; without a name they are those of leads without an area. */
  record AreaLine(
      @Nullable String area,
      @JsonProperty("leads_recebidos") int leadsRecebidos,
      @JsonProperty("leads_abertos") int leadsAbertos,
      int ganhos,
      int perdidos,
      @JsonProperty("valor_ganho") BigDecimal valorGanho,
      @Nullable BigDecimal conversao,
      @JsonAnyGetter Map<String, Long> outros) {

    static AreaLine of(AreaFigures figures) {
      return new AreaLine(
          figures.area().isEmpty() ? null : figures.area(),
          figures.received(),
          figures.open(),
          figures.sales().won(),
          figures.sales().lost(),
          figures.sales().value(),
          figures.sales().conversion(),
          figures.counts());
    }
  }

  /** The figures of all sellers, of the areas, and of the hub. */
  record Lines(
      LocalDate de, LocalDate ate, List<Line> vendedores, List<AreaLine> areas, Answers robo) {}

  /** The figures of a single seller. */
  record Single(LocalDate de, LocalDate ate, Line vendedor) {}

  @GetMapping("/performance")
  @Operation(
      summary = "Reports on all sellers and areas; from and to are days, by default the last 30")
  Lines all(
      @RequestParam(required = false) @Nullable String from,
      @RequestParam(required = false) @Nullable String to) {
    Days days = days(from, to);
    Report report = performance.of(days.first(), days.last());
    return new Lines(
        days.first(),
        days.last(),
        sellers.all().stream()
            .filter(seller -> report.figures().containsKey(seller.id()))
            .map(seller -> line(seller, report))
            .toList(),
        report.areas().stream().map(AreaLine::of).toList(),
        Answers.of(report.hub()));
  }

  @GetMapping("/{id}/performance")
  @Operation(summary = "Reports on one seller; from and to as for all")
  Single one(
      @PathVariable long id,
      @RequestParam(required = false) @Nullable String from,
      @RequestParam(required = false) @Nullable String to) {
    Seller seller =
        sellers.byId(id).orElseThrow(() -> Refusal.missing("Não há vendedor com o id " + id + "."));
    Days days = days(from, to);
    return new Single(
        days.first(), days.last(), line(seller, performance.of(days.first(), days.last())));
  }

  private static Line line(Seller seller, Report report) {
    return Line.of(seller, Objects.requireNonNull(report.figures().get(seller.id())));
  }

  /** The days of a report, both included. */
  private record Days(LocalDate first, LocalDate last) {}

  private Days days(@Nullable String from, @Nullable String to) {
    LocalDate last = to == null ? LocalDate.ofInstant(clock.instant(), zone) : day("to", to);
    LocalDate first = from == null ? last.minusDays(USUAL_DAYS - 1) : day("from", from);
    if (first.isAfter(last)) {
      throw Refusal.badRequest("O parâmetro 'from' vem depois de 'to'.");
    }
    return new Days(first, last);
  }

  private static LocalDate day(String name, String text) {
    try {
      LocalDate day = LocalDate.parse(text);
      if (day.getYear() < 2000 || day.getYear() > 2200) {
        throw Refusal.badRequest("O parâmetro '" + name + "' está longe demais de hoje.");
      }
      return day;
    } catch (DateTimeParseException e) {
      throw Refusal.badRequest(
          "O parâmetro '" + name + "' não é um dia; escreva por exemplo 2026-11-30.");
    }
  }
}
