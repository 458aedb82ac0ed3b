package io.sallyport.gate;

import io.sallyport.error.IamException;
import io.sallyport.error.MalformedRequestException;
import io.sallyport.error.MalformedRequestException.Fault;
import io.sallyport.policy.Leniency;
import java.util.Set;

/** Refusals of S3 requests as Ceph has them, under {@link Leniency#CEPHS_CODES}. */
final class CephsCodes {
  private CephsCodes() {}

  /** The same refusal by Ceph's code, where that is another and there is the leniency. */
  static IamException of(IamException error, Set<Leniency> leniencies) {
    if (!(error instanceof MalformedRequestException malformed)
        || !leniencies.contains(Leniency.CEPHS_CODES)) {
      return error;
    }
    return switch (malformed.fault()) {
      case EXPIRES -> new MalformedRequestException(Fault.EXPIRES_IN_CEPH);
      case CHECKSUM_VALUE -> new MalformedRequestException(Fault.BODY_CHECKSUM);
      default -> error;
    };
  }
}
