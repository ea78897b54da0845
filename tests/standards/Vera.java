// Validates PDF files with the veraPDF engine: profiles as arguments (3a, ua1), paths on standard input, one a line.
// For each file and profile a line of fields parted by tabs: path, profile, "pass" or "fail", then each failed rule with its message.

import java.io.BufferedReader;
import java.io.File;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

public class Vera {
    public static void main(String[] profiles) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        BufferedReader paths = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String path; (path = paths.readLine()) != null; )
            for (String profile : profiles)
                System.out.println(path + "\t" + profile + "\t" + verdict(new File(path), PDFAFlavour.fromString(profile)));
    }

    private static String verdict(File file, PDFAFlavour flavour) {
        Map<String, String> failed = new LinkedHashMap<>();
        boolean passed = false;
        try (PDFAParser parser = Foundries.defaultInstance().createParser(file, flavour)) {
            PDFAValidator validator = Foundries.defaultInstance().createValidator(flavour, 100, false, true, false);
            ValidationResult result = validator.validate(parser);
            passed = result.isCompliant();
            for (TestAssertion seen : result.getTestAssertions())
                if (seen.getStatus() == TestAssertion.Status.FAILED)
                    failed.putIfAbsent(seen.getRuleId().getClause() + "-" + seen.getRuleId().getTestNumber(), told(seen));
        } catch (Throwable fault) {
            failed.put("unreadable", fault.toString().replaceAll("\\s+", " "));
        }
        StringBuilder line = new StringBuilder(passed ? "pass" : "fail");
        failed.forEach((rule, message) -> line.append('\t').append(rule).append(": ").append(message));
        return line.toString();
    }

    private static String told(TestAssertion seen) {
        String message = seen.getErrorMessage() != null ? seen.getErrorMessage() : seen.getMessage();
        return (message + " @ " + seen.getLocation().getContext()).replaceAll("\\s+", " ");
    }
}
