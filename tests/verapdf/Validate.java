import java.io.FileInputStream;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.logging.LogManager;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.Profiles;
import org.verapdf.pdfa.validation.profiles.Rule;
import org.verapdf.pdfa.validation.profiles.RuleId;
import org.verapdf.pdfa.validation.profiles.ValidationProfile;
import org.verapdf.pdfa.validation.profiles.Variable;
import org.verapdf.pdfa.validation.validators.ValidatorFactory;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * Holds PDFs against PDF/UA-1 with veraPDF's engine and prints a line a file: its path, a tab, the
 * number of checks, and a tab before each rule that it breaks.
 *
 * The engine's own reader of profiles needs JAXB, which the jar leaves out; so this reads the rules.
 */
public final class Validate {
    private static final String PROFILE = "/org/verapdf/pdfa/validation/PDFUA-1.xml";

    public static void main(String[] paths) throws Exception {
        LogManager.getLogManager().reset();
        VeraGreenfieldFoundryProvider.initialise();
        ValidationProfile profile = readProfile();
        for (String path : paths) {
            System.out.println(path + "\t" + validate(path, profile));
        }
    }

    private static String validate(String path, ValidationProfile profile) throws Exception {
        try (InputStream file = new FileInputStream(path);
                PDFAParser parser =
                        Foundries.defaultInstance().createParser(file, profile.getPDFAFlavour());
                PDFAValidator validator = ValidatorFactory.createValidator(profile, false)) {
            ValidationResult result = validator.validate(parser);
            Set<String> faults = new TreeSet<>();
            for (TestAssertion assertion : result.getTestAssertions()) {
                if (assertion.getStatus() == TestAssertion.Status.FAILED) {
                    faults.add(describe(assertion));
                }
            }
            if (result.isCompliant() != faults.isEmpty()) {
                faults.add("the engine says compliant=" + result.isCompliant());
            }
            String checks = Integer.toString(result.getTotalAssertions());
            return faults.isEmpty() ? checks : checks + "\t" + String.join("\t", faults);
        }
    }

    private static String describe(TestAssertion assertion) {
        RuleId rule = assertion.getRuleId();
        return rule.getClause() + "-" + rule.getTestNumber() + " "
                + assertion.getMessage().replaceAll("\\s+", " ");
    }

    private static ValidationProfile readProfile() throws Exception {
        Element root;
        try (InputStream xml = Validate.class.getResourceAsStream(PROFILE)) {
            root = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(xml)
                    .getDocumentElement();
        }
        Set<Rule> rules = new HashSet<>();
        for (Element rule : all(root, "rule")) {
            rules.add(readRule(rule));
        }
        Set<Variable> variables = new HashSet<>();
        for (Element variable : all(root, "variable")) {
            variables.add(Profiles.variableFromValues(
                    variable.getAttribute("name"), variable.getAttribute("object"),
                    text(variable, "defaultValue"), text(variable, "value")));
        }
        return Profiles.profileFromValues(
                PDFAFlavour.valueOf(root.getAttribute("flavour")),
                Profiles.profileDetailsFromValues("PDF/UA-1", "", "", new Date()),
                "", rules, variables);
    }

    private static Rule readRule(Element rule) {
        Element id = all(rule, "id").get(0);
        RuleId name = Profiles.ruleIdFromValues(
                PDFAFlavour.Specification.valueOf(id.getAttribute("specification")),
                id.getAttribute("clause"), Integer.parseInt(id.getAttribute("testNumber")));
        Boolean deferred =
                rule.hasAttribute("deferred") ? Boolean.valueOf(rule.getAttribute("deferred")) : null;
        return Profiles.ruleFromValues(
                name, rule.getAttribute("object"), deferred, rule.getAttribute("tags"),
                text(rule, "description"), text(rule, "test"),
                Profiles.errorFromValues(text(rule, "message"), new ArrayList<>()),
                new ArrayList<>());
    }

    private static List<Element> all(Element parent, String name) {
        NodeList found = parent.getElementsByTagName(name);
        return Stream.iterate(0, place -> place + 1).limit(found.getLength())
                .map(place -> (Element) found.item(place)).toList();
    }

    private static String text(Element parent, String name) {
        List<Element> found = all(parent, name);
        return found.isEmpty() ? "" : found.get(0).getTextContent();
    }
}
