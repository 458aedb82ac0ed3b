package io.sallyport.query;

import io.sallyport.authenticate.Authentication;
import io.sallyport.authenticate.Authenticator;
import io.sallyport.authorize.RequestFacts;
import io.sallyport.error.AccessDeniedException;
import io.sallyport.error.IamException;
import io.sallyport.error.InvalidInputException;
import io.sallyport.error.UnavailableException;
import io.sallyport.error.UnsupportedActionException;
import io.sallyport.id.RandomIds;
import io.sallyport.sigv4.CredentialScope;
import io.sallyport.sigv4.RequestHead;
import java.util.HashMap;
import java.util.Map;

/** The Query protocol over a table of actions. */
final class FormQueryApi implements QueryApi {
  private static final System.Logger LOG = System.getLogger(QueryApi.class.getName());

  private final Authenticator authenticator;
  private final RandomIds ids;
  private final Map<String, Service> services = new HashMap<>();

  FormQueryApi(Authenticator authenticator, RandomIds ids, Service... services) {
    this.authenticator = authenticator;
    this.ids = ids;
    for (Service service : services) {
      this.services.put(service.name(), service);
    }
  }

  @Override
  public boolean accepts(RequestHead head) {
    return services.containsKey(claimedService(head));
  }

  @Override
  public QueryResponse handle(RequestHead head, byte[] body) {
    String requestId = ids.request();
    String serviceName = claimedService(head);
    try {
      return answer(service(serviceName), head, body, requestId);
    } catch (IamException e) {
      return error(serviceName, e, requestId);
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.ERROR, "an IAM or STS request failed: " + requestId, e);
      return error(serviceName, new UnavailableException(e), requestId);
    }
  }

  private QueryResponse answer(Service service, RequestHead head, byte[] body, String requestId) {
    Authentication sender = authenticator.authenticate(head, service.name(), body);
    Parameters parameters = Parameters.parse(head.rawQuery(), body);
    String name = parameters.get("Action");
    Action action = service.actions().get(name);
    if (action == null) {
      throw new UnsupportedActionException(name);
    }
    requireVersion(service, parameters);
    Xml xml = new Xml();
    xml.open(name + "Response", service.namespace());
    Xml result = new Xml();
    action.run(new Call(sender.caller(), parameters, RequestFacts.of(head)), result);
    if (!result.isEmpty()) {
      xml.open(name + "Result").append(result).close(name + "Result");
    }
    xml.open("ResponseMetadata").element("RequestId", requestId).close("ResponseMetadata");
    xml.close(name + "Response");
    return new QueryResponse(200, requestId, xml.toString());
  }

  private static void requireVersion(Service service, Parameters parameters) {
    String version = parameters.find("Version").orElse(service.version());
    if (!version.equals(service.version())) {
      throw new InvalidInputException("Version", version, service.version());
    }
  }

  private Service service(String name) {
    Service service = services.get(name);
    if (service == null) {
      throw new AccessDeniedException("the request is not signed for a service that is here");
    }
    return service;
  }

  private static String claimedService(RequestHead head) {
    try {
      return CredentialScope.claimedService(head);
    } catch (InvalidInputException e) {
      return ""; // Its query can't be read.
    }
  }

  private QueryResponse error(String serviceName, IamException e, String requestId) {
    Service service = services.getOrDefault(serviceName, services.get("sts"));
    WireError wire = WireError.of(serviceName, e);
    Xml xml = new Xml();
    xml.open("ErrorResponse", service == null ? "" : service.namespace());
    xml.open("Error").element("Type", wire.status() < 500 ? "Sender" : "Receiver");
    xml.element("Code", wire.code()).element("Message", e.getMessage()).close("Error");
    xml.element("RequestId", requestId).close("ErrorResponse");
    return new QueryResponse(wire.status(), requestId, xml.toString());
  }
}
