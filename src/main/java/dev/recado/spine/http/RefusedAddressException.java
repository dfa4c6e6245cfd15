package dev.recado.spine.http;

import java.net.UnknownHostException;

/** The hub does not go to this address: it is not public, or no address of the web at all. */
public final class RefusedAddressException extends UnknownHostException {

  private static final long serialVersionUID = 1L;

  /** Says why, in Portuguese and without the query of the address, which may hold a secret. */
  RefusedAddressException(String reason) {
    super(reason);
  }
}
