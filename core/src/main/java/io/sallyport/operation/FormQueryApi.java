package io.sallyport.operation;

import io.sallyport.error.AccessDeniedException;
import io.sallyport.error.IamException;
import io.sallyport.error.InvalidInputException;
import io.sallyport.error.UnsupportedActionException;
import io.sallyport.gate.Authentication;
import io.sallyport.gate.Authenticator;
import io.sallyport.gate.Refusals;
import io.sallyport.gate.RequestFacts;
import io.sallyport.http.RequestHead;
import io.sallyport.id.RandomIds;
import io.sallyport.principal.Principal;
import io.sallyport.query.QueryApi;
import io.sallyport.query.QueryResponse;
import io.sallyport.role.RoleManager;
import io.sallyport.sigv4.CredentialScope;
import io.sallyport.sts.StsService;
import io.sallyport.wire.XmlWriter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/** The Query protocol over a table of actions. */
public final class FormQueryApi implements QueryApi {
  private final Authenticator authenticator;
  private final RandomIds ids;
  private final Map<String, Service> services = new HashMap<>();

  /**
   * The endpoints of IAM and STS.
   *
   * @param roles a caller's view of the roles, given what is known of the request
   */
  public FormQueryApi(
      Authenticator authenticator,
      BiFunction<Principal, Map<String, List<String>>, RoleManager> roles,
      StsService sts,
      RandomIds ids) {
    this.authenticator = authenticator;
    this.ids = ids;
    Function<Call, RoleManager> view = call -> roles.apply(call.caller(), call.facts());
    add(new Service("iam", "2010-05-08", new RoleActions(view).byName()));
    add(new Service("sts", "2011-06-15", new TokenActions(sts).byName()));
  }

  private void add(Service service) {
    services.put(service.name(), service);
  }

  @Override
  public boolean accepts(RequestHead head) {
    return services.containsKey(claimedService(head));
  }

  @Override
  public Optional<QueryResponse> refusal(RequestHead head) {
    return refusing(
        head,
        (service, requestId) -> {
          authenticator.checkHead(head, service.name());
          return Optional.empty();
        });
  }

  @Override
  public QueryResponse handle(RequestHead head, byte[] body) {
    return refusing(
            head, (service, requestId) -> Optional.of(answer(service, head, body, requestId)))
        .orElseThrow();
  }

  private Optional<QueryResponse> refusing(
      RequestHead head, BiFunction<Service, String, Optional<QueryResponse>> work) {
    String requestId = ids.request();
    String serviceName = claimedService(head);
    return Refusals.refusing(
        "an IAM or STS request failed: " + requestId,
        () -> work.apply(service(serviceName), requestId),
        error -> Optional.of(error(serviceName, error, requestId)));
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
    XmlWriter xml = new XmlWriter();
    xml.open(name + "Response", service.namespace());
    XmlWriter result = new XmlWriter();
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
    XmlWriter xml = new XmlWriter();
    xml.open("ErrorResponse", service == null ? "" : service.namespace());
    xml.open("Error").element("Type", wire.status() < 500 ? "Sender" : "Receiver");
    xml.element("Code", wire.code()).element("Message", e.getMessage()).close("Error");
    xml.element("RequestId", requestId).close("ErrorResponse");
    return new QueryResponse(wire.status(), requestId, xml.toString());
  }
}
