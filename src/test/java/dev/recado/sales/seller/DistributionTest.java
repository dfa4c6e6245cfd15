package dev.recado.sales.seller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recado.TestDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Leads are distributed fairly, also with concurrent assignments. */
class DistributionTest {

  private static final TestDatabase DATABASE = TestDatabase.create();
  private static final List<String> AREAS =
      List.of("Vendas", "Financeiro", "Entregas", "Assistência", "Geral");

  private final SellerKit kit = new SellerKit(DATABASE);
  private final Sellers sellers = kit.sellers;

  @BeforeEach
  void empty() {
    kit.empty();
  }

  /** Nine sellers; most have several areas. */
  private void nine() {
    for (int i = 0; i < 9; i++) {
      List<String> sold = new ArrayList<>(List.of(AREAS.get(i % AREAS.size())));
      if (i % 2 == 0) {
        sold.add(AREAS.get((i + 1) % AREAS.size()));
      }
      if (i % 3 == 0) {
        sold.add(AREAS.get((i + 2) % AREAS.size()));
      }
      kit.add("Vendedor " + i, sold.toArray(new String[0]));
    }
  }

  @Test
  void loadsDifferByAtMostOneWithinAnAreaAfterTenThousandLeads() {
    nine();
    List<String> areas = areas(10_000);
    for (int from = 0; from < areas.size(); from += 200) {
      assignAll(areas, from, from + 200);
    }

    for (String area : AREAS) {
      assertThat(spread(loads(area))).as(area).isLessThanOrEqualTo(1);
    }
    assertThat(kit.jdbc.sql("select count(*) from assignment").query(Integer.class).single())
        .isEqualTo(10_000);
  }

  private void assignAll(List<String> areas, int from, int to) {
    kit.transaction.executeWithoutResult(
        status -> IntStream.range(from, to).forEach(n -> assign(n, areas.get(n))));
  }

  /**
   * Assigns conversations of one area in one transaction: a connection for each would take time.
   */
  private List<Long> assign(int from, int to) {
    List<Long> given = new ArrayList<>();
    kit.transaction.executeWithoutResult(
        status -> IntStream.range(from, to).forEach(n -> given.add(assign(n, "Vendas"))));
    return given;
  }

  private static List<String> areas(int count) {
    Random random = new Random(7);
    return random.ints(count, 0, AREAS.size()).mapToObj(AREAS::get).toList();
  }

  private long assign(int number, String area) {
    return Objects.requireNonNull(sellers.assign("whatsapp:" + number, area).seller()).id();
  }

  private Map<Long, Integer> loads(String pool) {
    return kit
        .jdbc
        .sql("select seller, open from seller_load where pool = ?")
        .param(pool)
        .query((row, n) -> Map.entry(row.getLong("seller"), row.getInt("open")))
        .list()
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private static int spread(Map<Long, Integer> loads) {
    Collection<Integer> values = loads.values();
    return values.stream().mapToInt(Integer::intValue).max().orElseThrow()
        - values.stream().mapToInt(Integer::intValue).min().orElseThrow();
  }

  @Test
  void theSameLeadsInTheSameOrderGoToTheSameSellers() {
    List<String> areas = areas(300);
    List<Long> first = sequence(areas);
    kit.empty();

    assertThat(sequence(areas)).isEqualTo(first);
  }

  private List<Long> sequence(List<String> areas) {
    nine();
    List<Long> given = new ArrayList<>();
    kit.transaction.executeWithoutResult(
        status -> {
          for (int n = 0; n < areas.size(); n++) {
            given.add(assign(n, areas.get(n)));
          }
        });
    return given;
  }

  @Test
  void equalsTakeTurns() {
    List<Long> ids =
        List.of(kit.add("Ana", "Vendas"), kit.add("Bruno", "Vendas"), kit.add("Caio", "Vendas"))
            .stream()
            .map(Seller::id)
            .toList();

    assertThat(assign(0, 6))
        .containsExactly(ids.get(0), ids.get(1), ids.get(2), ids.get(0), ids.get(1), ids.get(2));
  }

  @Test
  void concurrentHubsStayFairAndAssignNoConversationTwice() throws Exception {
    nine();
    List<String> areas = areas(100);
    ExecutorService hubs = Executors.newFixedThreadPool(4);
    try {
      List<Callable<List<Long>>> work = new ArrayList<>();
      for (int hub = 0; hub < 4; hub++) {
        // Two of the threads get the same conversations in the same order.
        SellerKit own = new SellerKit(DATABASE);
        int offset = hub / 2 * 50;
        work.add(
            () ->
                IntStream.range(offset, offset + 50)
                    .mapToObj(
                        n ->
                            Objects.requireNonNull(
                                    own.sellers.assign("whatsapp:" + n, areas.get(n)).seller())
                                .id())
                    .toList());
      }
      List<List<Long>> given = new ArrayList<>();
      for (Future<List<Long>> hub : hubs.invokeAll(work)) {
        given.add(hub.get());
      }
      assertThat(given.get(0)).isEqualTo(given.get(1));
      assertThat(given.get(2)).isEqualTo(given.get(3));
    } finally {
      hubs.shutdownNow();
    }
    AREAS.forEach(area -> assertThat(spread(loads(area))).as(area).isLessThanOrEqualTo(1));
    assertThat(kit.jdbc.sql("select conversation from assignment_log").query(String.class).list())
        .hasSize(100)
        .doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aNewOrReturningSellerIsNotFlooded(boolean begins) {
    Seller ana = kit.add("Ana", "Vendas");
    Seller late = begins ? ana : kit.add("Bruno", "Vendas");
    if (!begins) {
      kit.active(late, false);
    }
    assign(0, 50);
    if (begins) {
      late = kit.add("Bruno", "Vendas");
    } else {
      kit.active(late, true);
    }

    List<Long> next = assign(50, 60);
    assertThat(next).filteredOn(id -> id == ana.id()).hasSize(5);
  }

  @Test
  void aLaterSellerIsNotLeftBehindWhenTheOthersCloseTheirLeads() {
    Seller ana = kit.add("Ana", "Vendas");
    assign(0, 50);
    kit.add("Bruno", "Vendas");
    kit.transaction.executeWithoutResult(
        status -> IntStream.range(0, 50).forEach(n -> sellers.close("whatsapp:" + n)));

    List<Long> next = assign(50, 60);
    assertThat(next).filteredOn(id -> id == ana.id()).hasSize(5);
  }

  @Test
  void oldLeadsCountAsNobodysLoad() {
    Seller ana = kit.add("Ana", "Vendas");
    Seller bruno = kit.add("Bruno", "Vendas");
    kit.active(bruno, false);
    assign(0, 10);
    kit.clock.tick(Duration.ofDays(31));
    assertThat(kit.roster.openLeads()).isEmpty();
    kit.active(bruno, true);

    assertThat(new HashSet<>(List.of(assign(10, "Vendas"), assign(11, "Vendas"))))
        .containsExactlyInAnyOrder(ana.id(), bruno.id());
    assertThat(loads("Vendas")).containsEntry(ana.id(), 1).containsEntry(bruno.id(), 1);
    sellers.close("whatsapp:0");
    assertThat(loads("Vendas")).containsEntry(ana.id(), 1);
  }
}
