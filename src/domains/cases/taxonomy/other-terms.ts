import type { BuiltIn } from './technique-terms.ts'

const t = (code: string, vi: string, en: string, ko: string): BuiltIn => ({ code, name: { vi, en, ko } })

/** Organs and regions, from head to foot. */
export const ORGANS: readonly BuiltIn[] = [
  t('brain', 'Não', 'Brain', '뇌'),
  t('brain-vessels', 'Mạch não', 'Cerebral vessels', '뇌혈관'),
  t('head-neck', 'Đầu mặt cổ', 'Head and neck', '두경부'),
  t('carotid', 'Động mạch cảnh, đốt sống', 'Carotid and vertebral arteries', '경동맥·척추동맥'),
  t('thyroid', 'Tuyến giáp', 'Thyroid', '갑상선'),
  t('spine', 'Cột sống, tủy sống', 'Spine and spinal cord', '척추·척수'),
  t('lung', 'Phổi, màng phổi', 'Lung and pleura', '폐·흉막'),
  t('mediastinum', 'Trung thất', 'Mediastinum', '종격동'),
  t('heart', 'Tim', 'Heart', '심장'),
  t('aorta', 'Động mạch chủ', 'Aorta', '대동맥'),
  t('breast', 'Vú', 'Breast', '유방'),
  t('liver', 'Gan', 'Liver', '간'),
  t('bile', 'Đường mật, túi mật', 'Bile ducts and gallbladder', '담도·담낭'),
  t('portal', 'Tĩnh mạch cửa', 'Portal venous system', '간문맥계'),
  t('pancreas', 'Tụy', 'Pancreas', '췌장'),
  t('spleen', 'Lách', 'Spleen', '비장'),
  t('gut', 'Ống tiêu hóa', 'Gastrointestinal tract', '위장관'),
  t('kidney', 'Thận, niệu quản', 'Kidney and ureter', '신장·요관'),
  t('adrenal', 'Tuyến thượng thận', 'Adrenal gland', '부신'),
  t('uterus', 'Tử cung, phần phụ', 'Uterus and adnexa', '자궁·부속기'),
  t('prostate', 'Tuyến tiền liệt', 'Prostate', '전립선'),
  t('pelvis', 'Khung chậu', 'Pelvis', '골반'),
  t('limb-arteries', 'Động mạch chi', 'Limb arteries', '사지 동맥'),
  t('veins', 'Tĩnh mạch', 'Veins', '정맥'),
  t('lymph', 'Hệ bạch huyết', 'Lymphatic system', '림프계'),
  t('bone', 'Xương khớp', 'Bone and joint', '골·관절'),
  t('soft-tissue', 'Phần mềm', 'Soft tissue', '연부조직'),
]

/** DICOM's modalities (PS3.3 C.7.3.1.1.1) as people speak of them. */
export const MODALITIES: readonly BuiltIn[] = [
  t('CT', 'Cắt lớp vi tính (CT)', 'CT', 'CT(전산화단층촬영)'),
  t('MR', 'Cộng hưởng từ (MRI)', 'MRI', 'MRI(자기공명영상)'),
  t('XA', 'Chụp mạch số hóa xóa nền (DSA)', 'Angiography (DSA)', '혈관조영술(DSA)'),
  t('US', 'Siêu âm', 'Ultrasound', '초음파'),
  t('DX', 'X-quang', 'Radiography', '단순촬영'),
  t('RF', 'Chiếu X-quang (soi)', 'Fluoroscopy', '투시촬영'),
  t('MG', 'Chụp nhũ ảnh', 'Mammography', '유방촬영술'),
  t('NM', 'Xạ hình, SPECT', 'Scintigraphy, SPECT', '핵의학·SPECT'),
  t('PT', 'Chụp PET', 'PET', 'PET(양전자방출단층촬영)'),
  t('ES', 'Nội soi', 'Endoscopy', '내시경'),
  t('PX', 'Giải phẫu bệnh', 'Pathology', '병리'),
  t('OT', 'Khác', 'Other', '기타'),
]
