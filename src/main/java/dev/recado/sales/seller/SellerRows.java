package dev.recado.sales.seller;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recado.ground.phone.Phones;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/** Reads the sellers' table. */
final class SellerRows {

  private static final String SELECT =
      """
      select s.*, array(select area from seller_area a where a.seller = s.id order by area) as areas
        from seller s
      """;

  private final JdbcClient jdbc;
  private final ObjectMapper json;

  SellerRows(JdbcClient jdbc, ObjectMapper json) {
    this.jdbc = jdbc;
    this.json = json;
  }

  List<Seller> all() {
    return select(" where s.listed or s.origin <> ? order by lower(s.name), s.id")
        .param(ExampleSellers.ORIGIN)
        .query((row, n) -> seller(row))
        .list();
  }

  Optional<Seller> byId(long id) {
    return select(" where s.id = ?").param(id).query((row, n) -> seller(row)).optional();
  }

  Optional<Seller> byPhone(String phone) {
    return Phones.address(phone)
        .digits()
        .map(Phones::matchKey)
        .flatMap(
            key ->
                select(" where s.match_key = ?")
                    .param(key)
                    .query((row, n) -> seller(row))
                    .optional());
  }

  Optional<Seller> byExternalId(String origin, String externalId) {
    return select(" where s.origin = ? and s.external_id = ?")
        .params(origin, externalId)
        .query((row, n) -> seller(row))
        .optional();
  }

  /** The seller with this id in the CRM; one CRM at a time has the leads. */
  Optional<Seller> byCrmId(String externalId) {
    return select(" where s.external_id = ? order by s.id limit 1")
        .param(externalId)
        .query((row, n) -> seller(row))
        .optional();
  }

  Optional<Seller> of(String conversation) {
    return select(" join assignment g on g.seller = s.id where g.conversation = ?")
        .param(conversation)
        .query((row, n) -> seller(row))
        .optional();
  }

  /**
   * A seller that a CRM has listed.
   *
   * @param listed whether the CRM still lists the seller
   * @param sells whether the seller got leads before any setting by an operator
   */
  record Known(Seller seller, String externalId, boolean listed, boolean sells) {}

  List<Known> known(String origin) {
    return select(" where s.origin = ? order by s.id")
        .param(origin)
        .query(
            (row, n) ->
                new Known(
                    seller(row),
                    row.getString("external_id"),
                    row.getBoolean("listed"),
                    row.getBoolean("sells")))
        .list();
  }

  private StatementSpec select(String rest) {
    return jdbc.sql(SELECT + rest);
  }

  private Seller seller(ResultSet row) throws SQLException {
    return new Seller(
        row.getLong("id"),
        row.getString("name"),
        row.getString("email"),
        row.getString("phone"),
        List.of((String[]) row.getArray("areas").getArray()),
        row.getString("origin"),
        row.getString("external_id"),
        row.getBoolean("active"),
        hours(row.getString("hours")));
  }

  private WorkingHours hours(String text) {
    try {
      return HoursText.read(json.readValue(text, Map.class));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("The hours in the table are no JSON of a hub", e);
    }
  }

  /** Hours in the form of the table. */
  String text(WorkingHours hours) {
    try {
      return json.writeValueAsString(HoursText.write(hours));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Working hours cannot be written as JSON", e);
    }
  }
}
