import { toast } from "../../lib/toasts";

/** Whether the text reached the clipboard; says so when it did not. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    toast("The browser did not allow copying. Select the text and copy it by hand.");
    return false;
  }
}
