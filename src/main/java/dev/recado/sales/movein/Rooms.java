package dev.recado.sales.movein;

import dev.recado.sales.agenda.AppointmentMoveIn;
import dev.recado.sales.client.Clients;
import dev.recado.sales.commerce.ShopMoveIn;
import dev.recado.sales.seller.SellerMoveIn;
import java.time.Clock;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What an import writes to.
 *
 * @param jdbc takes part in the next
 * @param transaction one for each batch
 * @param clock tells the time
 * @param zone in which files write times that name none
 * @param areas of sellers, the fallback area last
 */
record Rooms(
    JdbcClient jdbc,
    TransactionTemplate transaction,
    Clock clock,
    ZoneId zone,
    List<String> areas) {

  /** Makes the takers of one run. */
  Map<Kind, Taker> takers(boolean rehearsal) {
    Moved moved = new Moved(jdbc, rehearsal);
    Clients clients = Clients.on(jdbc, transaction, clock);
    ShopMoveIn shop = ShopMoveIn.on(jdbc);
    SellerMoveIn sellers = SellerMoveIn.on(jdbc, transaction, clock, areas);
    ItemTaker items = new ItemTaker(shop, moved, clock);
    Map<Kind, Taker> takers = new EnumMap<>(Kind.class);
    takers.put(Kind.CATEGORIAS, new CategoryTaker(shop, moved, clock));
    takers.put(Kind.CLIENTES, new ClientTaker(clients, moved));
    takers.put(Kind.VENDEDORES, new SellerTaker(sellers, moved));
    takers.put(Kind.PRODUTOS, new ProductTaker(shop, moved, clock));
    takers.put(Kind.PEDIDOS, new OrderTaker(clients, shop, items, moved, zone, clock));
    takers.put(Kind.ITENS, items);
    takers.put(
        Kind.AGENDA,
        new AppointmentTaker(AppointmentMoveIn.on(jdbc), sellers, clients, moved, zone, clock));
    return takers;
  }
}
