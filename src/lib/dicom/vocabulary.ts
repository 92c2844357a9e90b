/**
 * The words that may survive in descriptions: imaging vocabulary in English, Vietnamese and Korean, and nothing else.
 * A word that is also a common given name is left out or stands only inside a phrase. Negations are all in: a description
 * that loses its "without" says the opposite. Lower case, NFC.
 */
const english = `
removed
abdomen abdominal abd abdo acetabulum achilles adrenal adrenals airway aneurysm angio angiogram angiography ankle annulus aorta aortic
aortogram appendix arch arm arterial arteries artery atrial atrium axilla axillary basilar bile biliary bladder body bone bones
bowel brachial brain breast bronchial bronchus buttock calcaneus calf cardiac carotid carpal caval celiac cerebellum cerebral
cervical chest clavicle coccyx colon common coronal coronary cranial cranium duct elbow esophagus external extremity
extremities eye face facial femoral femur fibula finger fingers foot forearm gallbladder groin hand head heart hepatic hip humerus
iliac internal intracranial jaw joint jugular kidney kidneys knee kub larynx leg legs lesion lesions ligament limb liver lobe
lower lumbar lumbosacral lung lungs lymph maxilla mandible mediastinum mesenteric middle mitral mouth muscle nasal neck nerve node nodes
nose orbit orbits ovary pancreas pancreatic parotid patella pelvic pelvis penis pericardium peripheral phalanx pharynx pituitary
placenta popliteal portal prostate pulmonary radius rectum renal rib ribs runoff sacral sacrum scapula scrotum shoulder sinus sinuses
skull spine spinal spleen splenic sternum stomach subclavian superior inferior anterior posterior lateral medial ap pa lat obl oblique
temporal testicle testis thigh thoracic thoracoabdominal thorax throat thumb thyroid tibia tibial toe toes tongue tooth teeth trachea
trunk ulna upper ureter urethra uterus vagina vascular vein veins vena cava venous ventricle vertebra vertebral vessel vessels wall
whole willis wrist breasts paranasal tmj iac cspine tspine lspine lsspine ctspine tlspine abdomenpelvis chestabdomen chestabdpelvis headneck neckchest wholebody ventricular valve septum fetal fetus obstetric
left right lt rt both bilateral sag sagittal cor ax axial transverse transversal trans longitudinal supine prone erect standing
decubitus flexion extension lordotic swimmer cc mlo craniocaudal mediolateral frontal lateral oblique rao lao cran caud tomo
tomography tomosynthesis
ct cta ctp ctv mr mri mra mrv mrcp us usg xr xa cr dx mg mammo mammography nm pet petct spect rf dsa cbct oct ivus ekg ecg echo
doppler duplex color colour bmode mmode fluoro fluoroscopy radiograph radiography xray scintigraphy ultrasound ultrasonography
sonography hrct ldct ncct cect mdct dect bold fmri asl swi swan dwi adc dti flair stir tof mip minip mpr vr vrt ssd thick thin
t1 t2 t1w t2w pd pdw pdfs t2star gre tse fse se ge epi fl ffe bffe ssfp trufi fiesta haste ssfse propeller blade vibe lava thrive
dixon dixonfs mprage spgr bravo space cube vista tirm irfse ir fs fatsat fat sat suppressed nonfs wfs water inphase outphase opp
inp opposed phase phases inversion recovery spin gradient fast turbo
arterial venous portal delayed delay early late equilibrium hepatobiliary nephrographic excretory corticomedullary pre post plain
native unenhanced enhanced contrast noncontrast non without with wo wc w cm gd gad gadolinium iv oral rectal bolus tracking trigger
premonitoring monitoring test timing mask maskless subtraction subtracted sub run runs injection catheter dynamic dyn perfusion diffusion cine gated
gating prospective retrospective triggered breath hold bh free breathing inspiration expiration insp exp
standard soft tissue lung bone sharp smooth medium kernel detail edge window brain stroke trauma emergency portable
localizer localiser scout topogram surview survey scanogram locator plan planning calibration cal reference ref smartprep
series study exam image images img recon reconstruction reformat reformats reformatted derived primary original secondary axials
capture screen save screenshot dose report summary protocol sequence slice slices volume vol thickness interval spacing increment
helical spiral step shoot continuous sequential high low resolution hires res dual energy source single multi multiphase triple phase
mono keV kv kvp mas mm cm ml s sec map maps average avg mean maximum minimum intensity projection sum color
rendering rendered 2d 3d 4d fov fovs full half small large field view views of the and in on at to from for a by or as is no not
parametric segmentation segment segments seg label mask measurement measurements group groups annotation overlay results result
angiographic embolization embolisation thrombectomy stent stenting coil coiling flow diverter balloon tace tare rfa mwa ablation
biopsy drainage puncture intervention interventional radiology procedure follow followup control baseline screening routine comp complete
limited general special normal abnormal positive negative nodule nodules mass tumor tumour cyst stone stones calculus calcium score scoring
hemorrhage haemorrhage infarct infarction ischemia edema thrombus embolism stenosis occlusion dissection malformation avm fistula
fracture cancer carcinoma hcc cholangiocarcinoma metastasis metastases lymphoma sarcoma glioma meningioma cirrhosis hepatitis
pneumonia tuberculosis covid effusion pneumothorax atelectasis emphysema fibrosis atrophy hydrocephalus
acquisition adult child pediatric paediatric infant neonate newborn male female patient phantom water quality qa qc test
rest stress exercise hyperemia systole systolic diastole diastolic short axis chamber apical parasternal subcostal
attenuation corrected correction uncorrected ac nac wb iterative fbp osem asir safire admire idose deep learning
harder softer linear sigmoid lut window1 window2 window3 algo1 algo2 algo3 user selection regional blood
planar static tomographic lossless lossy compressed uncompressed jpeg rle grayscale palette monochrome rgb
`

const vietnamese = `
không|chưa|bụng|ngực|phổi|tiểu khung|gan|tụy|thận|lách|ổ bụng|sọ não|sọ|não|tim mạch|mạch máu|mạch vành|mạch não|động mạch|động mạch chủ|
động mạch cảnh|động mạch gan|động mạch vành|tĩnh mạch|tĩnh mạch cửa|cột sống|cột sống cổ|cột sống thắt lưng|cột sống ngực|khớp gối|
khớp háng|khớp vai|xương|xương đùi|cẳng chân|cẳng tay|bàn tay|bàn chân|cổ tay|cổ chân|tuyến giáp|tuyến vú|tuyến tiền liệt|
tử cung|buồng trứng|bàng quang|niệu quản|đường mật|túi mật|dạ dày|đại tràng|trực tràng|thực quản|trung thất|màng phổi|
cắt lớp vi tính|cộng hưởng từ|siêu âm|chụp mạch|x quang|nội soi|có tiêm thuốc|không tiêm thuốc|tiêm thuốc|thuốc cản quang|
thuốc đối quang từ|thì động mạch|thì tĩnh mạch|thì tĩnh mạch cửa|thì muộn|trước tiêm|sau tiêm|trước can thiệp|sau can thiệp|
can thiệp|nút mạch|phình mạch|dị dạng|huyết khối|nhồi máu|xuất huyết|khối u|ung thư|di căn|tổn thương|bên trái|bên phải|
hai bên|thẳng|nghiêng|chếch|lát mỏng|dựng hình|toàn thân|đầu mặt cổ|hàm mặt|xoang|hốc mắt|tuyến yên|
bung|nguc|phoi|so nao|o bung|tieu khung|cot song|khop goi|khop hang|khop vai|mach mau|mach vanh|mach nao|dong mach|tinh mach|
cot song co|cot song that lung|tuyen giap|tuyen vu|dai trang|khong tiem|co tiem|khong tiem thuoc|co tiem thuoc|sau tiem|truoc tiem|
cong huong tu|sieu am|cat lop vi tinh|long axis|x ray|w o|khong|chua
`

const korean = `
복부|흉부|두부|뇌|간|췌장|신장|비장|담도|담낭|골반|골반부|심장|관상동맥|대동맥|경동맥|뇌혈관|혈관|동맥|정맥|문맥|척추|경추|흉추|요추|
천추|무릎|어깨|고관절|손목|발목|팔꿈치|대퇴|하지|상지|갑상선|유방|전립선|자궁|난소|방광|대장|직장|식도|폐|기관지|종격동|
부비동|안와|두경부|안면|전신|조영|조영제|조영전|조영후|비조영|조영증강|동맥기|정맥기|문맥기|지연기|평형기|간담도기|확산|관류|혈관조영|
혈관조영술|전산화단층촬영|자기공명영상|초음파|투시|촬영|검사|좌측|우측|양측|정면|측면|사면|축상|관상|시상|횡단|재구성|고해상도|저선량|
색전술|혈전제거술|스텐트|동맥류|뇌경색|뇌출혈|종양|전이|병변|결절|시술|시술전|시술후|추적
`

const words = new Set<string>()
/** Number of words of the longest phrase that starts with a word. */
const phraseStarts = new Map<string, number>()
const phrases = new Set<string>()

for (const word of english.trim().split(/\s+/)) words.add(word.toLowerCase())
for (const entry of `${vietnamese}|${korean}`.split('|')) {
  const phrase = entry.trim().normalize('NFC')
  if (phrase === '') continue
  const parts = phrase.split(' ')
  if (parts.length === 1) words.add(phrase)
  else {
    phrases.add(phrase)
    const first = parts[0] ?? ''
    phraseStarts.set(first, Math.max(parts.length, phraseStarts.get(first) ?? 0))
  }
}

/** Kernels, sequences and levels as B30f, T2, L5, H60s; sizes as 5mm, 120kv; 3D. */
const shapes =
  /^(?:[a-z]\d{1,2}[a-z]?|\d{1,3}(?:mm|cm|ml|cc|kv|kvp|kev|ma|mas|ms|s|sec|min|hu|x|w|d|st|nd|rd|th)|[234]d)$/

/** True for a single word (lower case, NFC) of the allow-list; plain numbers are judged by `cleanDescriptor`. */
export function isAllowedWord(word: string): boolean {
  return words.has(word) || shapes.test(word)
}

/** How many of the words from `at` on make up a phrase of the allow-list; 0 for none. */
export function allowedPhrase(list: readonly string[], at: number): number {
  const longest = phraseStarts.get(list[at] ?? '') ?? 0
  for (let n = Math.min(longest, list.length - at); n > 1; n -= 1) {
    if (phrases.has(list.slice(at, at + n).join(' '))) return n
  }
  return 0
}
