package dev.recado.sales.client;

import dev.recado.spine.campaign.AudienceRow;
import dev.recado.spine.campaign.AudienceSource;
import dev.recado.spine.campaign.UnusableAudienceException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Customers of the business as the people of a campaign: {@code {"clients": {"cidade": "São Paulo",
 * "sem_pedido_ha_dias": 60}}}. An empty filter means all active ones with a phone.
 */
final class ClientAudience implements AudienceSource {

  private static final int PAGE = 1_000;
  private static final int MOST_DAYS = 36_500;

  private static final Set<String> FILTERS =
      new TreeSet<>(
          Set.of(
              "cidade", "estado", "sem_pedido_ha_dias", "com_pedido", "criado_ha_dias", "busca"));

  private static final List<String> COLUMNS =
      List.of("nome", "cliente", "email", "cidade", "estado", "ultimo_pedido_em");

  private final JdbcClient jdbc;
  private final Clock clock;
  private final ZoneId zone;

  ClientAudience(JdbcClient jdbc, Clock clock, ZoneId zone) {
    this.jdbc = jdbc;
    this.clock = clock;
    this.zone = zone;
  }

  @Override
  public String name() {
    return "clients";
  }

  @Override
  public List<String> check(Map<String, Object> audience) {
    filter(audience);
    return COLUMNS;
  }

  @Override
  public void read(Map<String, Object> audience, Rows rows) {
    Filter filter = filter(audience);
    long last = 0;
    List<Found> page;
    do {
      page = page(filter, last);
      for (Found one : page) {
        if (!rows.take(one.row())) {
          return;
        }
        last = one.id();
      }
    } while (page.size() == PAGE);
  }

  private record Found(long id, AudienceRow row) {}

  private List<Found> page(Filter filter, long after) {
    return jdbc.sql(
            """
            select id, odoo_partner_id, name, phone, email, city, state, last_order_at from client
             where id > :after and active and phone is not null
               and (:city::text is null or folded(city) = folded(:city))
               and (:state::text is null or state = :state)
               and (:quiet::timestamptz is null or last_order_at < :quiet)
               and (:ordered::boolean is null or (last_order_at is not null) = :ordered)
               and (:made::timestamptz is null or created_at < :made)
               and (:words::text is null or folded(name) like folded(:words))
             order by id limit :page
            """)
        .param("after", after)
        .param("city", filter.city())
        .param("state", filter.state())
        .param("quiet", timestamp(filter.quietSince()))
        .param("ordered", filter.ordered())
        .param("made", timestamp(filter.madeBefore()))
        .param("words", filter.words())
        .param("page", PAGE)
        .query((row, n) -> found(row))
        .list();
  }

  private static @Nullable Timestamp timestamp(@Nullable Instant instant) {
    return instant == null ? null : Timestamp.from(instant);
  }

  private Found found(ResultSet row) throws SQLException {
    Map<String, Object> values = new LinkedHashMap<>();
    String name = called(row.getString("name"));
    put(values, "nome", name);
    put(values, "cliente", name);
    put(values, "email", row.getString("email"));
    put(values, "cidade", row.getString("city"));
    put(values, "estado", row.getString("state"));
    Timestamp ordered = row.getTimestamp("last_order_at");
    if (ordered != null) {
      values.put("ultimo_pedido_em", ordered.toInstant().atZone(zone).toLocalDate().toString());
    }
    long id = row.getLong("id");
    long partner = row.getLong("odoo_partner_id");
    String client = partner == 0 ? "client:" + id : "odoo:" + partner;
    return new Found(id, new AudienceRow(row.getString("phone"), client, values, null));
  }

  /** Who never told a name is kept under the phone, by which nobody is greeted. */
  private static @Nullable String called(String name) {
    return name.codePoints().anyMatch(Character::isLetter) ? name : null;
  }

  private static void put(Map<String, Object> values, String name, @Nullable String value) {
    if (value != null) {
      values.put(name, value);
    }
  }

  private record Filter(
      @Nullable String city,
      @Nullable String state,
      @Nullable Instant quietSince,
      @Nullable Boolean ordered,
      @Nullable Instant madeBefore,
      @Nullable String words) {}

  private Filter filter(Map<String, Object> audience) {
    if (!(audience.get(name()) instanceof Map<?, ?> map)) {
      throw new UnusableAudienceException(
          "O campo 'audience.clients' é um objeto com filtros: %s. {} são todos os clientes ativos com telefone."
              .formatted(String.join(", ", FILTERS)));
    }
    List<String> unknown = new ArrayList<>();
    map.keySet().forEach(key -> unknown.add(String.valueOf(key)));
    unknown.removeAll(FILTERS);
    if (!unknown.isEmpty()) {
      throw new UnusableAudienceException(
          "Não há o filtro '%s' em 'audience.clients'; há: %s."
              .formatted(unknown.get(0), String.join(", ", FILTERS)));
    }
    String state = text(map, "estado");
    String words = text(map, "busca");
    return new Filter(
        text(map, "cidade"),
        state == null ? null : state.toUpperCase(Locale.ROOT),
        daysAgo(map, "sem_pedido_ha_dias"),
        flag(map, "com_pedido"),
        daysAgo(map, "criado_ha_dias"),
        words == null ? null : "%" + words.replaceAll("([\\\\%_])", "\\\\$1") + "%");
  }

  private static @Nullable String text(Map<?, ?> map, String name) {
    Object value = map.get(name);
    String text = value == null ? "" : String.valueOf(value).strip();
    return text.isEmpty() ? null : text;
  }

  private static @Nullable Boolean flag(Map<?, ?> map, String name) {
    Object value = map.get(name);
    if (value == null || value instanceof Boolean) {
      return (Boolean) value;
    }
    throw new UnusableAudienceException(
        "O filtro '%s' de 'audience.clients' é true ou false.".formatted(name));
  }

  private @Nullable Instant daysAgo(Map<?, ?> map, String name) {
    String days = text(map, name);
    if (days == null) {
      return null;
    }
    if (!days.matches("\\d{1,5}") || Integer.parseInt(days) > MOST_DAYS) {
      throw new UnusableAudienceException(
          "O filtro '%s' de 'audience.clients' é um número de dias, como 60.".formatted(name));
    }
    return clock.instant().minus(Duration.ofDays(Integer.parseInt(days)));
  }
}
