package dev.recado.kommo;

import dev.recado.seller.SellerDirectory;
import java.util.List;

/** The users of Kommo as sellers. */
final class KommoSellers implements SellerDirectory {

  private final Kommo kommo;

  KommoSellers(Kommo kommo) {
    this.kommo = kommo;
  }

  @Override
  public String origin() {
    return "kommo";
  }

  /** Asked anew: who synchronises wants to see what was changed a minute ago. */
  @Override
  public List<Listed> list() {
    return kommo.askUsers().stream()
        .map(user -> new Listed(user.id(), user.name(), user.email(), user.active()))
        .toList();
  }
}
